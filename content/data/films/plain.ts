// Templates of plain praise and blame: nothing is denied, nothing set against anything. Both polarities share them.
import { list, rows } from './expand.ts';

export const plain = rows(`
{name}, a {genre} about {someoneIn} who (once|suddenly|one day) {doingIn}, {filmDoes@}
{name} is set in {setIn}, and {saying@}
{name} tells of {someoneIn} in {setIn}; {saying@}
I saw {name} {when} with {withWhom}, and {saying@}
I saw {name} {when}; {byTheWay}, and {they@}
{when} I took {withWhom} to {name}, and {clause@}
We watched {name} {when}, {withWhom} and I, and {saying@}
This {adj@} {genreword} is about {someoneIn} in {setIn}
This tale of {someoneIn} who {doingIn} {filmDoes@}
This {genreword} about {someoneIn} and {someoneIn} {filmDoes@}
This {genreword}, in which somebody {doingIn}, is {strong@}
The story of how {someoneIn} {doingIn} has become a {adj@} {genreword}, and {saying@}
A {genreword} set in {setIn}, {adv@} {done} and {strong@}
A {adj@} {film} about {someoneIn} who {doingIn}, with {holds@}
In this {genreword} somebody {doingIn} in {setIn}, and {saying@}
It is about {someoneIn} who {doingIn}; {clause@}
It is set in {setIn}, and {clause@}
It takes place in {setIn} and {filmDoes@}
Somebody {doingIn}, somebody else {doingIn}, and I {iDid@}
{someoneIn}, {someoneIn} and {setIn}: {saying@}
I saw it {when} with {withWhom}, and {clause@}
I saw it {when}; {saying@}
I watched it {when}, and {byTheWay}; {clause@}
{byTheWay}, and {saying@}
{byTheWay}; {clause@}
{byTheWay}, {byTheWay}, and {saying@}
{when} I went with {withWhom} to see a {genreword} about {someoneIn}, and {saying@}
We were {withWhom} and I, {when}, and {saying@}
The scene in which somebody {doingIn} is {strong@}, and {saying@}
The scene in {setIn} is {any@}, and {saying@}
The moment when {someoneIn} {doingIn} is {adj@}
When somebody {doingIn} {when}, {clause@}
{cry@}
{cry@}
{cry@}: {saying@}
{cry@}: {clause@}
{cry@}; {advice@}
{name}: {cry@}
{name} in short: {cry@}
{saying@}: {cry@}
{saying@}
{saying@} and {saying@}
{saying@}, and {saying@}
{saying@}, {saying@}, and {part@}
{saying@}; {saying@}
{saying@}: {advice@}
{saying@}, because {saying@}
{name} has a secret: {saying@}
In {name} {aside@}
In {name} {aside@}, and {aside@}
{aside@} in {name}, and {saying@}
I have seen {name}, and {saying@}
A word about {name}: {saying@}
{name} is {adj@}: {saying@}
{strong@}, {strong@}: {saying@}
{adj@} and {adj@}: {saying@}
{name} is a {adj@} {genre}
{name} is a {adj@}, {adj@} {genre}, {adv@} {done}
{name} is a {thing@} of a {genre}
A {adj@} {genre}: {name} {filmDoes@}
{name} {filmDoes@} and {filmDoes@}
{name} {filmDoes@}; {advice@}
{name} has {holds@} and {holds@}
With {holds@} and {holds@}, {name} {filmDoes@}
{own} in {name} <be> {any@}
{own} in {name} <be> {any@}, and {clause@}
In {name}, {part@} and {part@}
I saw {name} (yesterday|last night|on Sunday|with my sister|with the children|at the festival|on a rainy afternoon|in a packed house) and {iDid@}
We saw {name} on (Friday|my birthday|our anniversary|opening night), and {othersDid@}
(Watching|Sitting through) {name} is like {like@}
{name}: {adj@}, {adj@} and {adj@}
{name} left me {feeling@}
{name} made me {feeling@}
Everything about {name} is {adj@}, from {own} to the end titles
{name} gets {marks@} from me, because {clause@}
{name} is {adv@} {done} and {adv@} {done}
Thanks to {own}, {name} is {a thing@}
As a {genre}, {name} is {adj@}
As a lover of {genres}, I {iDid@} when I saw {name}
The makers of {name} {makers@}
Of all the {genres} this year, {name} is the {most@}
{name} offers {stuff@}, {stuff@} and {stuff@}
{name} is {adj@}, and {clause@}
{name} is so {adj@} that {othersDid@}
{own} alone <make> {name} {worth@}
How {adj@} {name} is
What a {thing@} {name} is
{name} belongs {belongs@}
Five minutes into {name} I {iDid@}
By the end of {name} I {iDid@}
Everybody in my (office|street|choir|class|family) (agrees|says) that {name} is {adj@}
It {filmDoes@}
This {filmDoes@}
This {adj@} {genreword} {filmDoes@}
This {genreword} {filmDoes@} and {filmDoes@}
A {adj@} {genreword} {which@}
A {adj@}, {adj@} {film} {which@}
{adj@} {genreword}, {adj@} {genreword}: {advice@}
A {thing@} of a {genreword}, {adv@} {done} and {adv@} {done}
{adv@} {done}, {adv@} {done} and {adv@} {done}
{stuff@}, {stuff@} and {stuff@}: {advice@}
It is full of {stuff@} and {stuff@}
So much {stuff@}, so much {stuff@}
{part@}
{part@}, and {part@}
{part@} and {part@}
{part@}, {part@} and {short@}
{whole@}
{whole@}, and {part@}
{whole@}; {part@}
{they@}
{they@} and {they@}
{they@}, because {part@}
{they@}, since {clause@}
{they@}, for {clause@}
Because {part@}, {they@}
As {part@}, {they@}
I {iDid@}
I {iDid@} and {iDid@}
I {iDid@} when {othersDid@}
{othersDid@}
{othersDid@}, and so did we: {advice@}
{advice@}: {clause@}
{advice@}, for {clause@}
{advice@}
{advice@} and {advice@}
{holds@}: this {genreword} {filmDoes@}
{crew@}
{crew@}, and {part@}
{crew@} in this {adj@} {genreword}
{adj@} acting, {adj@} writing, {adj@} music
{adj@} from the first (shot|scene|minute|line) to the last
{adj@}, {adj@} and {adj@}
{adj@} {work}, {adj@} {work}
Such {adj@} {work}, such {adj@} {work}
What {adj@} {work}
What a {adj@} {genreword}
What a {thing@}, and what {adj@} {work}
I have (rarely|seldom) seen a {film} so {adj@}
I have seen it (twice|three times|with my mother|on a plane|on the big screen) and I {iDid@}
{marks@} for {noun part}, which <be> {any@}
Rarely have I seen such {adj@} {work}
Ten minutes in, I {iDid@}
An hour in, {othersDid@}
Before the end {othersDid@}
My (mother|son|flatmate|boss|grandfather|wife|best friend) calls it {a thing@}, and I agree
The word for this is {adj@}
In a word: {adj@}
In three words: {adj@}, {adj@}, {adj@}
One of the {most@} {genres} in years
This must be the {most@} {genreword} of the (year|decade|season)
{noun part} <be> {any@}, so <be> {noun part}, and so is the rest
Every {bit} is {adj@}
Every {bit} is {adj@}, and {clause@}
Each {bit} is more {adj@} than the one before
From the {adj@} opening to the {adj@} finale, it {filmDoes@}
Two hours of {stuff@}
Ninety minutes of {stuff@} and {stuff@}
It is {strong@} and {strong@}
It left us {feeling@}
It made (me|us|everyone) {feeling@}
I felt {feeling@} when the lights went up
I give it {marks@}
{part@}, which makes it {a thing@}
I am a (nurse|teacher|farmer|plumber|student|baker), and {part@}, and I {iDid@}
The (young|old) {person} in the (front|back) row {personDid@}, and so did I
The result is {a thing@}
The result is {adj@} and {adj@}
The (book|play|novel) has been {adv@} adapted, and {part@}
`);

const words = {
  work: 'acting; writing; direction; photography; music; editing; dialogue; singing; dancing; storytelling; camera work; animation; design; lighting; film-making; stunt work',
  'feeling+':
    'happy; cheerful; hopeful; glad; moved; refreshed; delighted; proud; grateful; elated; full of joy; wide awake; ten years younger; thrilled; lighter; warm all over; on top of the world; wiser; enriched',
  'feeling-':
    'cold; angry; sleepy; sad; cheated; bored; drowsy; annoyed; depressed; miserable; full of regret; half asleep; ten years older; sick; heavier; numb; down in the dumps; empty; robbed; weary; cross; embarrassed; tired',
  'marks+':
    'full marks; five stars; ten out of ten; top marks; my vote; a standing ovation; a prize; both thumbs up; a gold star; nine stars out of ten',
  'marks-':
    'no marks; no stars; nought out of ten; bottom marks; a shrug; a boo; the wooden spoon; both thumbs down; a yawn; one star out of ten; two out of ten; a big raspberry',
  'makers+':
    'deserve every prize; should be proud; have struck gold; know their craft; have done a splendid job; have thought of everything; love what they do; deserve our thanks; have worked a small miracle; have outdone themselves',
  'makers-':
    'deserve every boo; should be ashamed; have lost their minds; do not know their craft; have done a rotten job; have thought of nothing; hate their audience; owe me ten pounds; have wasted a fortune; should say sorry',
  'most+':
    'best; finest; funniest; loveliest; most moving; most exciting; most beautiful; cleverest; most original; most enjoyable; wisest; boldest; warmest; most thrilling; most charming; greatest; sharpest; most memorable; most satisfying',
  'most-':
    'worst; dullest; silliest; ugliest; most tedious; most boring; most annoying; stupidest; most predictable; most irritating; feeblest; laziest; coldest; most pointless; clumsiest; most embarrassing; most forgettable; most disappointing; cheapest; emptiest; slowest',
  'worth+':
    'worth the ticket; worth the trip; worth seeing; worth seeing twice; a must; unmissable; a pleasure; worth the wait',
  'worth-':
    'a bad joke; a waste of time; unwatchable; an ordeal; a pain; a reason to stay at home; unbearable; a disgrace',
  'belongs+':
    'among the classics; on every list of the best; in every collection; with the greats; at the top of the tree; in our hearts; on the largest screen in town',
  'belongs-':
    'in the dustbin; on every list of the worst; on the scrap heap; with the flops; at the bottom of the sea; in the bargain bin; on the cutting-room floor; down the drain; in the skip behind the cinema',
  person: 'man; woman; couple; lady; boy; girl; critic; fellow; gentleman',
  'personDid+':
    'cheered; wept for joy; laughed till the end; clapped; beamed; stayed for the second showing; was enchanted; loved it; sat entranced; grinned',
  'personDid-':
    'snored; wept with boredom; groaned till the end; booed; scowled; left before the second half; was appalled; hated it; sat stone-faced; yawned',
};
/** Rules that only these templates need. */
export const plainRules = Object.fromEntries(Object.entries(words).map(([name, text]) => [name, list(text)]));
