// Short judgements in many words: what one thinks, feels and says of a film in passing. A line holds many sentences.
import { rows } from './expand.ts';

export const praising = rows(`
I (admire|applaud|cherish|love|like|adore|prize|salute|respect|treasure|welcome) (this film|it|its cheek|its nerve|the way it is told|its people|its quiet courage|everything about it|the result)
I (was|felt|am) (amazed|astonished|captivated|charmed|comforted|enthralled|excited|fascinated|grateful|impressed|moved|pleased|proud|reassured|rewarded|shaken, in the best way|stunned|surprised|touched|uplifted|utterly won over)
I (laughed|cried|smiled|cheered|danced) and (laughed|cried|smiled|clapped|hoped for more)
it (amazed|amused|beguiled|bewitched|captivated|cheered|comforted|delighted|enchanted|enraptured|entertained|excited|fascinated|gladdened|gripped|haunted|inspired|moved|rewarded|surprised|thrilled|touched|transported) (me|us|everyone|even the critics|even my father)
it (blazes|bubbles|dances|dazzles|enchants|flies|flourishes|flows|gleams|glitters|glows|hums|purrs|radiates warmth|rings true|shimmers|shines|sings|sizzles|soars|sparkles|throbs with life|zips along)
everything (works|fits|clicks|shines|comes together|is in its right place|falls into place|pays off)
everyone (excels|shines|is on top form|is at their best|should see it|will find something to love|deserves credit|did a fine job)
(never|rarely|seldom) have I (been so happy|laughed so hard|been so moved|been so gripped|enjoyed myself so much|cared so deeply) in a cinema
(love|grief|friendship|childhood|old age|marriage|work|hope) is (shown|treated|portrayed|explored|handled) with (care|honesty|tenderness|wit|wisdom|understanding|insight|delicacy)
it (looks|sounds|feels) (wonderful|gorgeous|fresh|alive|right|rich|real|true|glorious|fantastic|great|superb)
it (deserves|merits|earns|has won) (its success|its prizes|our thanks|your time|your money|your love|a full house|a long run|more than one viewing|all the praise)
you (care|hope|laugh|weep|cheer|feel) (for|with) (these people|everyone in it|the old man|her|the whole village)
you come out (smiling|dancing|glad|richer|a better person|hopeful|hungry for more|with a spring in your step)
so (good|funny|moving|gripping|lovely|clever|exciting|beautiful) that (I went twice|I forgot my supper|I rang my sister at once|nobody spoke for a minute afterwards|I bought the book|I could not sleep|I stayed for the next showing)
I have (nothing but praise|only praise|the highest praise|warm words|a weak spot) for it
(the makers|the studio|all concerned|director and cast) can be (proud|happy|pleased with themselves)
it (hits|found|touched) (the spot|the right note|a chord|my heart)
it gave me (hope|joy|a thrill|shivers of delight|a lift|strength|courage|something to think about|a reason to smile|faith)
it has (style|charm|class|wit|a soul|a conscience|a heart|something to say|everything I look for|all the ingredients, well cooked)
children (love|adore|enjoy|deserve) it, and (so do I|parents too|they know quality)
here is (talent|a director with a future|a star in the making|a film to love|proof that films can still surprise|something special|a real find)
it is (rare|a privilege|a pleasure|heartening|refreshing) to see (such care|so much talent|people who feel real|a film so honest|such joy in telling)
the (silly|sad|quiet|noisy|final|first|smallest|big) moments are (perfect|lovely|beautifully played|a treat|wonderful|magical)
`);

/** No clauses: cries. */
export const praisingCries = rows(`
(acting|writing|singing|dancing|photography|direction|comedy|drama) (of the finest kind|at its peak|that touches the soul|with real skill behind it|to make you proud)
(a happy|a glorious|an inspired|a sure|a delicate|a generous|a loving) (touch|marriage of words and music|piece of work|balance|gift to its audience|portrait)
(fun|joy|laughter|magic|pleasure|delight|excitement|romance|thrills|adventure) (for all|in abundance|without end|galore|guaranteed|from the start)
(excellent|admirable|splendid|fine|wonderful|brilliant|lovely) in every (way|department|respect|detail)
(what|such) (courage|heart|skill|talent|imagination|warmth|energy|beauty|grace|wit) it has
the best (thing|film|night out|comedy|hour|present) I’ve had (in years|since Christmas|this winter|for a long time)
my (favourite|film of the year|new favourite|pick of the festival|best surprise of the season)
(a wise|a kind|a funny|a brave|an honest|a truthful|a merry) film about (love|grief|work|friendship|fathers and sons|growing old|growing up|a small town|the sea|music|war|school|neighbours)
(bliss|heaven|genius|gold|perfection|magic|wow|hurrah|wonderful|splendid|marvellous|superb|brilliant|unforgettable)
(thank heaven|thank goodness|bless the person|three cheers|hats off|praise be) for this film
(a success|a hit|a joy|a winner|a masterpiece) by any (standard|measure)
(still|again|once more) the best in the (business|field|series|genre)
`);

export const blaming = rows(`
I (detest|deplore|despise|hate|dislike|loathe|regret|condemn|pity|resent|reject) (this film|it|its cheek|its nerve|the way it is told|its people|its loud stupidity|everything about it|the result)
I (was|felt|am) (appalled|disgusted|bored|irritated|insulted|let down|exhausted|frustrated|annoyed|unimpressed|unmoved|displeased|ashamed|cheated|deceived|offended, in the worst way|stupefied|disappointed|saddened|depressed|utterly put off)
I (sighed|groaned|yawned|winced|despaired) and (sighed|groaned|yawned|winced|hoped for the end)
it (alienated|angered|annoyed|baffled|bored|depressed|deceived|disappointed|disgusted|dismayed|embarrassed|enraged|exasperated|fatigued|frustrated|infuriated|insulted|irked|offended|repelled|saddened|shamed|wearied) (me|us|everyone|even the critics|even my patient father)
it (bungles|chokes|crawls|dawdles|dies|disgusts|drags|drones|droops|falters|fumbles|grates|limps|meanders|plods|rambles|reeks of money|rings false|rots|sags|shambles along|sinks|splutters|stumbles|trudges on)
nothing (works|fits|clicks|shines|comes together|is in its right place|falls into place|pays off)
everyone (flounders|fails|is off form|is at their worst|should avoid it|will find something to hate|deserves the blame|did a poor job)
(never|rarely|seldom) have I (been so unhappy|yawned so hard|been so unmoved|been so bored|hated an evening so much|cared so little) in a cinema
(love|grief|friendship|childhood|old age|marriage|work|hope) is (shown|treated|portrayed|exploited|handled) with (contempt|dishonesty|clumsiness|sneers|stupidity|indifference|ignorance|a shovel)
it (looks|sounds|feels) (awful|cheap|stale|dead|wrong|poor|fake|false|horrible|terrible|ugly|dreadful)
it (deserves|merits|earns|has won) (its failure|its boos|our scorn|none of your time|no money|no pity|an empty house|a short run|the bin|all the blame)
you (shrug|sigh|yawn|wince|feel nothing) (for|at) (these people|everyone in it|the old man|her|the whole village)
you come out (frowning|limping|sorry|poorer|a bitter person|hopeless|hungry for air|with a pain in your back)
so (bad|unfunny|boring|slow|ugly|stupid|tedious|awful) that (I left twice|I went home to my supper|I rang my sister to complain|nobody stayed to the end|I threw away the book|I slept at once|I asked for a refund)
I have (nothing but scorn|only blame|the lowest opinion|harsh words|no patience) for it
(the makers|the studio|all concerned|director and cast) should be (ashamed|sorry|embarrassed by themselves)
it (hits|found|touched) (a new low|the wrong note|rock bottom|my last nerve)
it gave me (a headache|cramp|a pain|shivers of disgust|indigestion|nightmares|doubts|nothing to think about|a reason to frown|a rash)
it lacks (style|charm|class|wit|a soul|a conscience|a heart|something to say|everything I look for|all the ingredients of a decent film)
children (hate|loathe|suffer|deserve better than) it, and (so do I|parents too|they know rubbish)
here is (a waste of talent|a director without a future|a career in ruins|a film to loathe|proof that films can still get worse|something dreadful|a real stinker)
it is (depressing|a punishment|a pain|disheartening|tiresome) to see (such neglect|so much waste|people who feel fake|a film so dishonest|such boredom in telling)
the (silly|sad|quiet|noisy|final|first|smallest|big) moments are (a mess|a bore|badly played|a chore|awful|tedious)
`);

/** No clauses: cries. */
export const blamingCries = rows(`
(acting|writing|singing|dancing|photography|direction|comedy|drama) (of the feeblest kind|at its lowest|that numbs the soul|with no skill behind it|to make you blush)
(an unhappy|a botched|a tired|a clumsy|a heavy|a mean|a greedy) (hand|heap of words and noise|piece of work|muddle|insult to its audience|caricature)
(boredom|gloom|yawns|muddle|pain|misery|tedium|clichés|headaches|confusion) (for all|in abundance|without end|galore|guaranteed|from the start)
(inadequate|lamentable|shabby|poor|awful|hopeless|rotten) in every (way|department|respect|detail)
(what|such) (cowardice|waste|laziness|vanity|ignorance|coldness|sloth|ugliness|clumsiness|stupidity) it shows
the worst (thing|film|night out|comedy|hour|present) I’ve had (in years|since Christmas|this winter|for a long time)
my (least favourite|flop of the year|new idea of hell|warning of the festival|worst surprise of the season)
(a foolish|a mean|a humourless|a cowardly|a dishonest|a false|a sour) film about (love|grief|work|friendship|fathers and sons|growing old|growing up|a small town|the sea|music|war|school|neighbours)
(hell|agony|drivel|tosh|torture|misery|ugh|yuck|dreadful|hopeless|pitiful|abysmal|rubbish|forgettable)
(heaven help us|save us|shame on the person|a plague|no thanks|curses) for this film
(a failure|a flop|a bore|a loser|a disaster) by any (standard|measure)
(still|again|once more) the worst in the (business|field|series|genre)
`);
