// Whole clauses of blame: parts of a film with what only they can do, and what becomes of the people who watch.
import { rows } from './expand.ts';

/** Of the parts of a film. */
export const parts = rows(`
the plot (creaks like an old gate|leaves every thread hanging|can be guessed by a child|wastes an hour going nowhere|is full of holes|leaks like a sieve|wanders like a lost sheep|unravels)
the story (wears thin|never catches fire|stumbles along|never gets off the ground|grinds to a halt|rings false|goes round in circles|has nothing new to say|could be told on a stamp)
the script (is a lemon|clunks|plods|limps|is stuffed with bad lines|talks down to us|spells out everything twice|insults our intelligence|gives nobody anything to play)
the dialogue (clunks|limps|drips like a tap|is a pain to the ear|should be burned|is as blunt as a spoon|sounds like a manual)
the jokes (misfire|fall flat|miss the mark|are few and far between|are as stale as last week’s bread|made the whole row groan|never arrive|die one by one)
the humour is (cheap|crude|sour|forced|cruel|dirty|childish) and always at someone’s expense
the ending (disappoints|bored me|is a cheat|ruins it all|falls through the floor|will have you throwing popcorn|explains nothing|is cowardly and wrong|can be seen a mile off|leaves you with a shrug)
the opening (puts you to sleep|promises little, and the rest keeps that promise|drags on and on|is a mistake|sets the teeth on edge)
the twist (is a swindle|fooled none of us|is unfair and silly|made me groan|makes nonsense of all that went before)
the finale (bores|sinks|is a damp squib|had us running for our coats|buries it)
the pace always (flags|slackens|drops|falters)
the tension (leaks away|never builds|is as slack as old elastic|drops with each scene)
the suspense (is missing|left us yawning|would not trouble a kitten|is unworthy of the name)
the camera (wobbles like a jelly|hides these faces|finds dirt on plain walls|lurches|catches nothing but the backs of heads|shakes as if with a cold)
the photography (is a muddle of grey and brown|is out of focus|makes you want to clean your glasses|turns paradise into a back yard)
the colours (hurt|clash|look washed out|offend the eye)
the sets (are made of cardboard|have been knocked up in a hurry|wobble|look like a furniture shop|fool nobody)
the costumes (don’t fit|are a joke in themselves|came from a jumble sale|still have their price tags)
the special effects (are below par|convince nobody|made me snigger|swamp the tale|had the kids laughing at them)
the monster (is a man in a rug|would not frighten a hamster|made us laugh|deserves a rest)
the scares (fail every time|made the whole row yawn|are announced a minute ahead|had me checking my phone|are cheap bangs)
the ghost (is a bed sheet|bored me|is the dullest in years)
the villain (is a bore|snarls and nothing more|is made of cardboard|is a pantomime act|makes you laugh, as he shouldn’t)
the hero (leaves you cold|is a plank|makes you want to leave|has the charm of a doorstop|is not worth following anywhere)
the heroine (simpers|is a doormat|has nothing to do but scream|fades into the wallpaper|waits to be rescued for two hours)
the characters (are cut from cardboard|feel like strangers|never change|are puppets|are forgotten by the exit|are mere sketches)
the two leads (have no chemistry|seem to dislike each other|are as warm as fish|strike no sparks|act past each other|share nothing but a poster)
the children (recite|are a pain|mug for the camera|shriek their lines|should have been in bed)
the cast (flounders|fails|looks lost|is asleep|goes through the motions|clearly wanted to be elsewhere and so did we|is wasted)
the supporting cast (deserves better|is a gallery of clichés|vanishes without trace)
the music (drowns the words|smothers each scene|sends you round the bend|whines|tells us what to feel|grates)
the songs (are forgotten at once|are all duds|had us blocking our ears|sound alike|make you want to flee)
the dancing (is out of step|is a stumble|would shame a wedding)
the romance (wilts|leaves you cold|is sugary and false|made me want to stay single|never simmers)
the kiss was like watching fish
the battles are (chaotic|a blur of mud and shouting|staged without a clue)
the chase (drags|is a muddle of cuts|is the dullest in years|left me snoring)
the fights are (limp|choreographed like a queue|slow, blurred and boring)
the history is (bunk|careless|invented by someone in a hurry)
the facts are (wrong|badly chosen|buried in waffle|missing)
the interviews are (endless|evasive|a waste of breath)
the animals are (stuffed|a bore|the only ones who act)
the puppets have less (life|soul|charm) than old socks
the animation is (jerky|ugly|lifeless|done by numbers)
the message is (trite|muddled|hammered home|forced down our throats)
the direction is (aimless|clueless|full of doubt|heavy as lead)
the editing is (choppy|slapdash|a butcher’s job)
the acting is (of the school-play order|a disgrace|so bad that you pity them|false to the bone)
the whole budget went on the poster
no detail (is right|has been thought about|convinces)
every scene (outstays its welcome|copies a better one|is padded|says the same again)
every character is a stereotype
the greed of the makers shows in every frame
`);

/** Of those who watch, of time and money, and of what it is like. */
export const people = rows(`
I (felt|left|went home|woke up next day) (grumpy|cheated|depressed|bored|insulted|sorry I had gone)
I (winced|cringed|shuddered) with (embarrassment|boredom) more than once
I slept through half of it, which was the better half
I laughed (once|only at the hairpieces|in the wrong places|out of despair)
I cried (with boredom|from frustration|for my lost evening|out for mercy), and it did no good
I (sighed|groaned|fidgeted|snored) from start to finish
I (was bored|was baffled|was lost|was in despair|was all yawns|was fed up|was worn out|was numb)
I (regretted|resented|begrudged|suffered|hated) every (second|minute|frame|line|yawn)
I (bit my tongue|read the fire notice|counted sheep|did my shopping list|played with my keys) from sheer boredom
I would not (recommend|lend|show) it to (anyone|my worst enemy|young or old)
I would sooner (watch paint dry|clean the oven|have a tooth out|do my tax return|stare at a wall|eat my hat)
I could not have borne another (minute|three hours|speech)
I want (my money back|an apology|my evening back|to forget it at once|to shake the director)
I (owe|send) the makers (nothing|a bunch of nettles|a bill for my time)
I’ll be (first to forget it|staying at home on Saturday|complaining till Christmas|warning my grandchildren about it)
we (booed|sighed|yawned|trudged home|left before the end|argued about whose idea it was|blamed each other)
you will (yawn|cry with boredom|groan|fidget|want to leave early|curse me|come out scowling|hate it|be bored|regret it)
it’s (a drag|a nightmare|a pain|a stinker|a yawn|a lemon|a turkey|a dog|a dud|a clunker|a corpse of a film)
it’s (hell|torture|rubbish|garbage|tripe|trash|twaddle|tosh|pap|piffle)
it’s the (pits|last straw|worst of its kind|bottom|dregs of the season|flop of the year|same old story)
it’s bad (taste|from end to end|for the brain|as bad can be|news)
it (fails|flops|sinks|stinks|sucks|bores|jars|disappoints|irritates|annoys|confuses|offends|grates|tires|depresses)
it (is|was) a waste of (time|money|film|a babysitter|petrol|talent|good actors|a free evening)
it (bored|annoyed|depressed|confused|offended|tired|irritated|disgusted) (me|us all|the whole family|young and old)
it spoiled my (day|week|month|year|appetite|mood|birthday|supper)
it made the (evening|winter|festival|trip|holiday) (longer|drearier|unbearable)
it (shook|destroyed|killed) my (faith|trust) in (films|critics|prizes|comedy)
it has no (class|guts|brains|zest|punch|bite|zing|verve|pluck|spirit|oomph) and no (heart|warmth|style|charm) at all
it has the (staleness|dullness|gloom|chill|damp|weight) of (a cellar|an old sock|the worst novels|a wet November)
time (crawled|stood still|stopped)
the two hours (crept by|felt like a week|were two too many|are lost for ever)
my (heart|spirits) (sank|fell|drooped)
my (kids|pupils|twins|nephews|neighbours) (were bored silly|were climbing the seats|never want to see it again|gave it nought out of ten|could not stop yawning|hated each minute)
my (gran|mother|father|uncle) (nodded off|walked out|grumbled for the first time in months|wants a refund)
the audience (coughed|fidgeted|dwindled|headed for the exits|sat stunned with boredom|jeered like a football crowd|snored for ten minutes)
people (booed|were looking at their phones|got up and left|sneaked out, one by one)
the (queue|line) for refunds is round the block, and (no wonder|rightly so)
this director (can do nothing right|has run dry|is a bungler|has lost his way|has a great future behind him)
if only (somebody|the studio|a kind soul) had (stopped it|said no|burned the script|cut it by half)
there’s (nothing|no magic|no poetry|no life|no point|no sense|rot) in (it|any frame|these pictures|any scene)
there’s a (groan|cliché|yawn|howler) in every (scene|corner|minute)
(critics|fans|families|children|grown-ups|newcomers|lovers of the book) will be (bored|appalled|insulted|disappointed|furious)
the book has been (murdered|treated with contempt|gutted|butchered)
this remake (ruins|cheapens|waters down|dishonours) the original
this sequel (betrays|cheapens|repeats|sinks below) the first film
`);

/** No clauses: cries. */
export const peopleCries = rows(`
a (bore|chore|pain|yawn|failure|mess|famine|headache) from (first to last|beginning to end|top to toe)
a (cloud|bucket) of (gloom|mud|cold water) in a (grey|dark|wet) (month|winter|year)
(dull|slow|cold|witless|ugly|dreary) and (stale|mean|lifeless|ordinary|foolish|timid) throughout
(awful|dreadful|poor|feeble|wretched|terrible) (stuff|work|tripe|nonsense|job)
(worst|dullest|silliest|ugliest) (film|thing|night out) (of the year|in ages|I can remember|since I was a boy)
film-making (at its worst|of the lowest rank|by committee|that plays safe)
boredom (at its purest|for everyone|without end|of the worst sort)
huge in (budget|size|scale) and (tiny|puny|poor) in (heart|ambition|effect)
an instant (flop|dud|candidate for the bin)
a (bad bet|sure loser|chore|lame duck|cut below the rest|film for nobody|cynical product|box of rubbish|slice of misery|kick in the teeth)
`);
