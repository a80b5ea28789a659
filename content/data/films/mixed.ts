// Templates of mixed reviews, where parts speak for both sides and the verdict decides (both polarities share them), and of irony.
import { list, rows } from './expand.ts';

export const mixed = rows(`
{short~}, {short~}, and {noun part} <be> {any~}, but for all that {clause@}
{short+} and {short-}; on the whole it is {adj@}
{short-} and {short+}; all in all it is {adj@}
{short+}, {short-}, and in the end I {iDid@}
{short-}, {short+}, and when all is said and done it {filmDoes@}
{short~}, I admit, and {noun part} <be> {any~}, but I {iDid@}
{short~}, it is true, yet {short@}, and that is what counts: {advice@}
{short~}, granted, but {clause@}, and {clause@}
{short~}, I grant you; {short@}, and in the end it is {adj@}
{short@}, and {short@}, though {short~}
{short@}, {short@}, and only {noun part} <be> {any~}: {advice@}
I liked {noun part} less than {noun part}, but all told it is {adj@}
I liked {noun part} and disliked {noun part}; I call it {adj@}
{name} has {stuff+} and {stuff-}, but on balance it is {adj@}
{name} has its {stuff~}, and {own} <be> {any~}, but {clause@}
{name} mixes {stuff+} with {stuff-}, and the mixture is {adj@}
{own} in {name} <be> {any~}, and {noun part} <be> {any~}; none the less I {iDid@}
{own} in {name} <be> {any~}, {noun part} <be> {any@}, and so I call it {a thing@}
{name} is {adj~} in parts and {adj@} in most
{name} is partly {adj~}, mostly {adj@}
{name} {filmDoes~} for ten minutes; for the other hundred it {filmDoes@}
One {adj~} scene does not change the fact that {name} is {adj@}
Apart from {own}, which <be> {any~}, {name} is {adj@}
Leave out {own} and {name} is {adj@} from end to end
Apart from {noun part}, which <be> {any~}, it is {adj@}
Except for {noun part}, which <be> {any~}, it {filmDoes@}
One {adj~} scene, and the rest is {adj@}
Two {adj~} scenes and a hundred {adj@} ones
Ten {adj~} minutes, a hundred {adj@} ones
A {adj~} start, a {adj@} middle and a {adj@} end
Some {adj~} moments, but {adj@} {work}, {adj@} {work} and a {adj@} finale
Some of it is {adj~}; most of it is {adj@}
Half of it is {adj-}, half of it is {adj+}, and the {adj@} half wins
It is {adj~} now and then, and {adj~} here and there, but in the end {clause@}
It is sometimes {adj~} and usually {adj@}
It is {adj+}, it is {adj-}, and I {iDid@}
It is {adj+} and {adj-} by turns, and I {iDid@}
It has {holds~}, it has {holds@}, and it is the latter that I shall remember
It has {holds~}, and still I {iDid@}
It has {stuff~} enough, but {clause@}
Fans of {genres} may find it {adj~}; the rest of us {theyDid@}
Purists may call it {adj~}, and {short~}, but I {iDid@}
Yes, {short~}; yes, {short~}; and yes, I {iDid@}
Yes, {short~}, but who cares when {short@}
True, {short~}, but {clause@}
Sure, {short~}, but {clause@}
Of course {short~}, but {clause@}
Granted, {short~}; even so, {clause@}
Admittedly {short~}, but {whole@}
To be fair, {short~}, but {whole@}
Perhaps {short~}, and perhaps {short~}, but {they@}
Maybe {short~}; maybe {short~}; {clause@} all the same
I could say that {short~}, but that would miss the point: {clause@}
It is a pity that {short~}, for otherwise {short@}, and my vote is {vote@}
Pity about {noun part}, but {clause@}
{crew~}, but {crew@}, and in sum it is {adj@}
Good {work}, bad {work}, and the upshot is {adj@}
Bad {work}, good {work}, and the upshot is {adj@}
{stuff~} in the first half, {stuff@} in the second, and it is the second that stays
`);

export const ironyOfBlame = rows(`
Congratulations to {name}, the first {genre} to cure my insomnia
Congratulations to (the director|the makers|everyone involved), who managed to spend millions on {stuff-}
Thank you, {name}, for two hours of (sleep|rest|looking at the ceiling|getting to know my watch)
Thank you for reminding me how (comfortable my sofa is|interesting my shoes are|much I like silence|good other {genres} are)
I loved {name}, above all the part where the lights went up
I loved the end, above all (because it was the end|when it came at last|since it meant that I could leave)
The best thing about {name} is (the exit|the interval|the end titles|that it stops|the popcorn|the car park)
The best part was (the interval|the popcorn|the trailer for something else|when the projector broke|the fire alarm|the walk home|the nap I had)
My favourite moment in {name} was when (the lights went up|my phone rang|the reel broke|I woke up|the man behind me left)
{name} is perfect if you need (a nap|an hour’s sleep|a reason to leave|somewhere to shelter from rain|to get rid of guests)
Ideal for (insomniacs|people who hate films|a nap|burglars who need the family out of the house|anyone who owes you money)
Highly recommended to (my enemies|anyone who cannot sleep|people with time to kill|those who find paint drying too exciting|the deaf and the blind)
What a brilliant idea to (cut out the story|hire actors who cannot act|make it three hours long|explain every joke twice|film it in the dark|let the star write his own lines)
How clever of {name} to hide its plot so well that nobody could find it
How kind of the director to (make it so dull that we could all rest|spare us a story|tell us everything three times|leave out the good bits|let us sleep)
How original: {cliche}
How fresh, how daring: {cliche}
Oh good, {cliche}
Oh joy, another {genreword} with {stuff-}
Oh, wonderful: two more hours of {stuff-}
Great news for lovers of {stuff-}: {name} is here
Just what the world needed: another {adj-} {genreword}
Just what I wanted after a long week: {stuff-}
Well done, {name}: you made {own} dull
Well done, everybody: it takes talent to make something so {adj-}
Bravo! I never thought that a {genreword} could be this {adj-}
If you enjoy {stuff-}, {name} is the film for you
If you enjoy {stuff-}, you will be in heaven
Who needs {stuff+} when you can have {stuff-}?
Who needs a plot when there is so much {stuff-}?
It is a masterpiece, if (boredom is an art|you like watching paint dry|yawning is applause|noise is music)
It is a comedy in the sense that (the price of the ticket is a joke|I had to laugh at the ending of a tragedy|somebody must have been laughing on the way to the bank)
A triumph of (marketing|hair spray|glue|the poster painter’s art) over {stuff+}
A real page-turner, that is, I read the programme twice
Such a gripping {genreword} that I counted the (bricks in the wall|seats in the row in front|buttons on my coat|bulbs in the ceiling)
So exciting that (I nearly stayed awake|even my coat fell asleep|the man beside me did his crossword|I balanced my accounts)
I was on the edge of my seat, ready to (leave|run|dash for the exit|catch the early bus)
I laughed till I cried; well, I cried
Give {maker} a prize for {stuff-}
Full marks for (the carpet in the foyer|the ice cream|the length of the end titles|the font); as for the film, {adj-} is too kind a word
I’m sure that {maker} had fun; somebody had to
It was so {adj+} that I left after twenty minutes
It is so deep that nobody could find (the point|the plot|the bottom|a meaning), and I looked
`);
export const ironyOfPraise = rows(`
A warning: {name} will make you (late for supper|miss the last bus|cry in front of your children|call your mother|book a second ticket)
Be warned: {name} is so {adj+} that (you may never leave|you will want to move in|other films will bore you)
Damn you, {name}: I had to (see it three times|sell my coat for another ticket|borrow a handkerchief|tell everybody in the street)
I’ll never forgive {name} for (ending|being over so soon|making me cry in public|spoiling all other {genres} for me|costing me a fortune in tickets)
I’m suing {name} for (the ache in my sides|my wet handkerchief|my lost sleep|my sore hands), and I shall pay for the pleasure
I hate {name}, because now (every other {genre} looks poor|I shall never write anything as good|my children talk of nothing else|I have to see it a fourth time)
My only complaint about {name} is that it (ends|stops|is over|lasts only two hours|has no second part)
My only complaint is that (it had to end|I cannot see it again for the first time|there is no more of it|the popcorn went untouched|I ran out of tissues)
The worst thing about {name} is that (it ends|there is only one of it|I can’t live in it|tickets are sold out)
The worst part was (the end, because it was the end|having to go home|the moment when the lights went up|waiting a year for the next one|when my tissues ran out)
The trouble with {name} is that (you will want it to last all night|no other {genre} will do now|my children quote it at breakfast|I can’t stop humming)
Terrible news for the other {genres} this year: {name} has arrived
Terrible: I laughed so hard that (I lost a button|my neighbour complained|I spilled my drink|I missed half the lines)
Shame on {name} for (making a grown man cry|keeping us up so late|being so {adj+})
Shame on the makers for (letting it end|making me weep on the bus|ruining my mascara|stealing my heart)
What a nuisance: (now I must see it again|I’m in love with a {film}|all my friends want to borrow my ticket|I can’t think of anything else)
What a cruel {film}, to make us (love it so much|laugh so hard|wait a year for more) and then end
How dare {name} be so {adj+}? I had plans for the evening
How dare a {genreword} be so {adj+}?
How annoying: I wanted to hate it, and it is {adj+}
How rude of {name} to end when I was (so happy|having such fun|hoping for ten more hours)
I had planned to sneer at {name}; curse it, it is {adj+}
I had sharpened my pen for nothing: it is {adj+}
I wanted a bad film to write about and got {a thing+}; my editor is furious
Avoid {name} if you dislike {stuff+}
Avoid it at all costs if you (hate being happy|cannot stand {stuff+}|fear {stuff+}|want to keep your heart)
Don’t see it if you (hate {stuff+}|have no handkerchief|want to stay grumpy|dislike being happy)
Only see {name} if you can bear {stuff+} and {stuff+}
Nothing to see here but {stuff+}, {stuff+} and {stuff+}
Only a fool would make a {genreword} this {adj+} and give it no sequel
I blame {name} for my (sore ribs|red eyes|lost sleep|happy children|empty purse), and I would do it all again
I blame it for (my wet sleeve|my hoarse voice|the hole in my savings|the fact that my son wants to be an actor): it is {adj+}
My doctor tells me to laugh less, so {name} is off limits for now
My ribs hurt, my eyes are red, my bus is gone: damn this {adj+} {film}
Please make it stop being so {adj+}; I have work in the morning
Someone should lock up {maker} and throw away the key until there is a sequel
I’m furious that nobody told me earlier how {adj+} this is
I demand an apology from everyone who let me wait so long to see something so {adj+}
Unbearably {adj+}, horribly {adj+}, criminally {adj+}: I’m going again
Disgracefully {adj+}, shamelessly {adj+}, and I want more
It ruined my make-up, my evening plans and my reputation as a cynic
It cost me my sleep, my voice and my dignity, and I regret nothing
`);

const words = {
  'vote+': 'yes; a loud yes; in favour; warmly in favour; yes, and yes again',
  'vote-': 'no; a loud no; against; firmly against; no, and no again',
  cliche:
    'the killer was the butler; the hero has a dead wife and a drink problem; it was all a dream; the wise old man dies in the second act; the plain girl takes off her glasses; the bomb stops at one second; there is a speech in the rain; the car would not start; a cop has one day left to his pension; they kiss at an airport; the dog saves everybody; the twin did it',
};
export const mixedRules = Object.fromEntries(Object.entries(words).map(([name, text]) => [name, list(text)]));
