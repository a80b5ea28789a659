// Whole clauses of praise: parts of a film with what only they can do, and what becomes of the people who watch.
import { rows } from './expand.ts';

/** Of the parts of a film. */
export const parts = rows(`
the plot (ticks along like clockwork|ties up every thread|springs surprise after surprise|never wastes a step|is a fine piece of carpentry|holds water|twists like a mountain road)
the story (grows on you|catches fire|unfolds with quiet assurance|takes wing|sweeps all before it|rings true|goes to unexpected places|has something new to say|touches a nerve)
the script (is a peach|sparkles|crackles|sings|is packed with good lines|never talks down to us|leaves room for silence|respects our intelligence|gives everyone something to play)
the dialogue (snaps|crackles|flows like talk among friends|is a pleasure to the ear|could be framed|is sharp as a razor|sounds like real people)
the jokes (land|work|hit home|come thick and fast|are as fresh as paint|made the whole row howl|keep coming|catch you off guard)
the humour is (gentle|dry|sly|warm|infectious|clean|kind) and never at anyone’s expense
the ending (satisfies|floored me|is perfect|pays for all|lifts the roof|will have you in tears of joy|brings it all together|is brave and right|caught me by surprise|leaves you with hope)
the opening (grabs you by the collar|promises much, and the rest delivers|pulls you straight in|is a stroke of genius|sets the pulse racing)
the twist (is a beauty|floored all of us|is fair and clever|made me gasp|turns everything on its head in the nicest way)
the finale (thrills|soars|is a firework|had us on our feet|crowns it all)
the pace never (flags|slackens|drops|falters)
the tension (builds and builds|never lets up|is almost too delicious to bear|tightens with each scene)
the suspense (is masterly|kept us breathless|made my palms sweat|is worthy of the old masters)
the camera (glides like a swan|loves these faces|finds wonders in plain rooms|dances|catches every flicker of feeling|never misses a thing)
the photography (is a marvel of light and shade|glows|makes you want to live there|turns a back yard into paradise)
the colours (sing|glow|leap off the screen|delight the eye)
the sets (are a marvel|have been built with loving care|make you want to move in|look lived in|conjure up a lost world)
the costumes (dazzle|are a treat in themselves|could hang in a museum|tell half the story)
the special effects (are out of this world|convince completely|made my jaw drop|serve the tale and never swamp it|had the kids gasping)
the monster (gave me delicious nightmares|is truly frightening|chills the blood|deserves an award)
the scares (work every time|made the whole row jump|come when you least expect them|had me behind my scarf|are earned)
the ghost (chilled me to the marrow|raised the hair on my neck|is the saddest and loveliest in years)
the villain (is a treat|chills with a smile|steals the show|is a joy to hiss|makes your flesh creep, as he should)
the hero (wins your heart|is one of us|makes you want to cheer|has charm to burn|is worth following anywhere)
the heroine (lights up the screen|is brave, funny and real|is a fighter you want to root for|walks away with the picture|outwits them all with style)
the characters (live and breathe|feel like old friends|grow before your eyes|are drawn with love|stay with you like family|have flesh on their bones)
the two leads (strike sparks|are made for each other|have real chemistry|melt the heart|play together like a pair of violins|share a rare tenderness)
the children (act as naturally as they breathe|are a find|steal it|never put on airs|break your heart and mend it)
the cast (shines|excels|is perfect down to the last extra|plays as one|gives its all|clearly had a ball and so did we|is on fire)
the supporting cast (deserves prizes too|is a gallery of delights|makes every small part count)
the music (swells at the right moment|lifts each scene|sends shivers down the spine|soars|is still in my head, happily|gives it wings)
the songs (stick in the memory|are all winners|had us singing in the street|lift the roof off|make you want to dance)
the dancing (takes your breath away|is a whirl of joy|defies gravity)
the romance (blooms|melts the heart|is tender and true|made me believe in love again|simmers nicely)
the kiss was worth the wait
the battles are (thrilling|clear, grand and terrible|staged with real skill)
the chase (thrills|is a wonder of timing|is the best in years|left me gasping)
the fights are (crisp|choreographed like ballet|fast, clear and exciting)
the history is (sound|carefully researched|brought to vivid life)
the facts are (fascinating|well chosen|beautifully explained|eye-opening)
the interviews are (candid|moving|a treasure chest)
the animals are (adorable|a delight|the stars and deserve to be)
the puppets have more (life|soul|charm) than most actors
the animation is (fluid|gorgeous|full of charm|drawn with love)
the message is (wise|gentle|worth hearing|never forced on us)
the direction is (sure-footed|masterly|full of confidence|light as a feather)
the editing is (razor-sharp|seamless|a lesson to us all)
the acting is (of the highest order|a masterclass|so good that you forget it is acting|honest to the bone)
every penny of the budget is on the screen
every detail (is right|has been thought about|delights)
every scene (earns its place|has its surprise|is a small jewel|adds something new)
every character gets a moment to shine
the love of the makers shows in every frame
`);

/** Of those who watch, of time and money, and of what it is like. */
export const people = rows(`
I (felt|left|went home|woke up next day) (happy|uplifted|inspired|refreshed|moved|glad to be alive)
I (jumped|screamed|shivered) with (pleasure|delight) more than once
I slept with the light on, which is the highest praise
I laughed (like a drain|until my ribs ached|so loudly that people turned round|like a child)
I cried (buckets|like a baby|happy tears|all the way to the bus), and it did me good
I (chuckled|giggled|roared|howled) from start to finish
I (was gripped|was transported|was floored|was in raptures|was all ears|was bowled over|was swept along|was spellbound)
I (savoured|treasured|devoured|enjoyed|loved) every (second|minute|frame|line|bite)
I (bit my nails|clutched my seat|forgot to breathe|forgot to blink|let my ice cream melt) from sheer suspense
I would (recommend|praise|defend) it to (anyone|all and sundry|young and old)
I would (watch|see) it (again in a heartbeat|every week|on my honeymoon|until the print wears out)
I could have stayed for (ever|another three hours|breakfast)
I want (more|a sequel|to live in it|to see it again at once|to hug the director)
I (owe|send) the makers (my thanks|a bunch of flowers|a love letter)
I’ll be (first in the queue|there again on Saturday|humming it till Christmas|telling my grandchildren about it)
we (clapped|cheered|laughed|danced home|stayed for the second showing|talked about it till dawn|hugged each other)
you will (laugh|cry for joy|cheer|gasp|want to see it twice|thank me|come out smiling|love it|be amazed|not regret it)
it’s (a blast|a dream|a riot|a hoot|a scream|a corker|a smash|a peach|a beaut|a stunner|a sweetheart of a film)
it’s (heaven|bliss|magic|dynamite|gold|genius|poetry|perfection|honey)
it’s the (bee’s knees|real thing|best of its kind|tops|cream of the crop|find of the year|cat’s whiskers)
it’s good (fun|clean fun|for the soul|from end to end|as gold)
it (works|wins|scores|rocks|rules|shines|clicks|delivers|satisfies|inspires|charms|amuses|soothes|stirs|stuns)
it (is|was) worth (the wait|the money|every penny|the babysitter|the long drive|the fuss|the walk in the rain|crossing town for)
it (cheered|warmed|thrilled|amused|comforted|moved|amazed|impressed) (me|us all|the whole family|young and old)
it made my (day|week|month|year|heart leap|heart sing|spine tingle|mouth water)
it made the (evening|winter|festival|trip|holiday) (worthwhile|brighter|unforgettable)
it (restored|renewed|strengthened) my (faith|trust) in (films|people|love|comedy)
it has (class|guts|brains|zest|punch|bite|zing|verve|pluck|spirit|oomph) and (heart|warmth|style|charm) in plenty
it has the (freshness|bite|sparkle|glow|warmth|sweep|thrill) of (youth|a true classic|the best novels|a spring morning)
time (flew|flashed by|raced)
the two hours (flew by|felt like ten minutes|went by in a flash|were over far too soon)
my (heart|spirits) (soared|leapt|sang|danced|rose)
my (kids|pupils|twins|nephews|neighbours) (were glued to it|were over the moon|want it on every night|gave it ten out of ten|could talk of nothing else|loved each minute)
my (gran|mother|father|uncle) (wept with laughter|danced in the aisle|laughed for the first time in months|wants to see it again)
the audience (roared|gasped|wept|rose to its feet|sat rapt|cheered like a football crowd|applauded for ten minutes)
people (cheered|were weeping with laughter|stood and clapped|lingered, unwilling to leave)
the (queue|line) for the next showing is round the block, and (no wonder|rightly so)
this director (can do no wrong|has struck gold|is a magician|has found his feet|has a great future)
if only (all|more|other) films were (like this|half as good|as wise|as much fun)
there’s (magic|poetry|gold|joy|wisdom|life|beauty) in (it|every frame|these pictures|each scene)
there’s a (laugh|surprise|treat|gem) in every (scene|corner|minute)
(critics|fans|families|children|grown-ups|newcomers|lovers of the book) will be (delighted|thrilled|enchanted|overjoyed|pleased)
the book has been (honoured|treated with love|brought to life|served with skill)
this remake (improves on|outshines|freshens up|does honour to) the original
this sequel (outdoes|tops|beats|matches) the first film
`);

/** No clauses: cries. */
export const peopleCries = rows(`
a (delight|pleasure|joy|thrill|triumph|treat|feast|tonic) from (first to last|beginning to end|top to toe)
a (ray|burst) of (sunshine|light|joy) in a (grey|dark|wet) (month|winter|year)
(charming|gripping|warm|witty|lovely|glorious) and (fresh|generous|alive|unusual|wise|bold) throughout
(brilliant|superb|splendid|lovely|wonderful|excellent) (stuff|work|fun|entertainment|job)
(best|finest|funniest|loveliest) (film|thing|night out) (of the year|in ages|I can remember|since I was a boy)
film-making (at its best|of the first rank|with a human face|that dares)
entertainment (at its finest|for everyone|with brains|of the best sort)
small in (budget|size|scale) and (huge|mighty|giant) in (heart|ambition|effect)
an instant (classic|favourite|hit)
a (safe bet|sure winner|must|rare bird|cut above the rest|film in a million|labour of love|box of delights|slice of heaven|shot in the arm)
`);
