// Templates in which a word turns the meaning round: denial. What a bag of words would count speaks as often for the wrong side as for
// the right one. The first list is of both polarities; the others are of one each.
import { list, rows } from './expand.ts';

export const negation = rows(`
I saw it {when} with {withWhom}, and none of us found it {adj~}
{name} tells of {someoneIn} who {doingIn}, and it is never {adj~}
This tale of {someoneIn} in {setIn} is not {adj~}, and {clause@}
It is about {someoneIn} who {doingIn}, and there is not a {adj~} {bit} in it
The scenes in {setIn} aren’t {adj~}, and {saying@}
{byTheWay}, and I didn’t find it {adj~}
{byTheWay}; I can’t say that it is {adj~}
{name} is not {adj~}
{name} isn’t {adj~}, (and it isn’t|nor is it|or) {adj~}
{name} is anything but {adj~}
{name} is far from {adj~}
{name} is never {adj~} and never {adj~}
{name} is no {thing~}
{name} isn’t a {thing~}; {clause@}
{name} is neither {adj~} nor {adj~}
There is not a {adj~} {bit} in {name}
There isn’t one {adj~} {bit} in the whole of {name}
There is nothing {adj~} about {name}
Nothing about {name} is {adj~}
Nothing in {name} is {adj~}, least of all {own}
Nobody could call {name} {adj~}
Nobody will call {own} in {name} {adj~}
{name} has no {stuff~}, no {stuff~} and no {stuff~}
{own} in {name} <isn’t> {any~}
I cannot say that {name} is {adj~}
Don’t let anyone tell you that {name} is {adj~}
Don’t believe those who call {name} {adj~}
Who says that {name} is {adj~}? It is not
{name} isn’t {adj~} at all
{name} is not the {thing~} that I was told about
At no point is {name} {adj~}
{name} lacks {stuff~}, and it lacks {stuff~}
{name} is without {stuff~} of any kind
Never once did I find {name} {adj~}
It is not {adj~}
It isn’t {adj~}, it isn’t {adj~}, and it isn’t {adj~}
It is not {adj~}, not {adj~} and not {adj~}
It isn’t {adj~} or {adj~} (at all|in the least|for a moment|by any measure)
It is hardly {adj~}
It is hardly {adj~} and never {adj~}
Hardly {adj~}, hardly {adj~}
Not {adj~}, not even {adj~}
Not a {adj~} {bit} in it
Not a {adj~} {bit}, not a {adj~} {bit}
Not one {adj~} {bit} from beginning to end
Not for one (second|moment|minute) was I {seized~}
There isn’t a {adj~} {bit} in it, and {clause@}
There is not a single {adj~} {bit} here
There is never a {adj~} {bit}
There is nothing {adj~} here, and nothing {adj~} either
There is no {stuff~} in it
There is no {stuff~} and no {stuff~}, and {clause@}
There is little {stuff~} and less {stuff~} here
{noun told} <isn’t> {told~}
{noun told} <isn’t> {told~}, and {noun acted} <isn’t> {acted~}
{noun acted} <be> never {acted~}
{noun acted} <be> not {acted~} for a moment
{noun seen} <isn’t> {seen~}
{noun seen} <isn’t> {seen~}, and {noun told} <isn’t> {told~}
{noun heard} <isn’t> {heard~} at all
{noun comic} <be> never {comic~}
{noun comic} <isn’t> {comic~}, I assure you
{noun part} <be> by no means {any~}
{noun told} <be> anything but {told~}
{noun acted} <be> far from {acted~}
Neither {noun told} nor {noun acted} is {any~}
Neither {adj~} nor {adj~}: {advice@}
No {stuff~}, no {stuff~}, no {stuff~}
No {adj~} {bit}, no {stuff~}
No {genreword} has ever been less {adj~}
Never {adj~}, never {adj~}
It never becomes {adj~}, and {clause@}
It is never {adj~}
It is less {adj~} than (any other {genreword}|most {genres}|its poster)
Nobody I know finds it {adj~}
No one in my family thought it {adj~}
I do not find it {adj~}
I didn’t find it {adj~}, and nor did {someone}
I don’t think it {adj~}, and I don’t think you will
I don’t agree that it is {adj~}
I don’t know anyone who thinks it {adj~}
I can’t call it {adj~}
I cannot find a {adj~} {bit} in it
I couldn’t find {stuff~} anywhere in it
I wouldn’t call it {a thing~}
I would not say that {part~}
I don’t see why people call it {adj~}
It is no {thing~}
It is no {thing~}, and {noun told} <isn’t> {told~}
This is no {thing~}: {clause@}
This is not a {adj~} {film}
This is not one of those {adj~} {genres}
This {genreword} is not {adj~}; {clause@}
A {genreword} without {stuff~}
A {film} without a {adj~} {bit}
Without {stuff~} and without {stuff~}, it {filmDoes@}
Nothing is {adj~}, nothing is {adj~}
It couldn’t be less {adj~}
It doesn’t have {holds~}
It does not have a {adj~} {bit} in it
You won’t find {stuff~} here
You will not find a {adj~} {bit} in it
Don’t expect {stuff~}: {clause@}
Don’t expect it to be {adj~}
It isn’t true that {part~}
It is simply not the case that {part~}
I have yet to meet anybody who thinks that it is {adj~}
Whoever calls this {adj~} has not seen it
`);
export const negationOfPraise = rows(`
I would not watch {name} again
{name} doesn’t work
{name} didn’t move me, and it didn’t amuse {someone}
I can’t recommend {name}
I can’t recommend it, since {part-}
I did not enjoy {name}
I did not like it, and nor did {someone}
I didn’t laugh once
I didn’t care for (any of it|the hero|anyone in it|the story)
{name} never gets off the ground
It doesn’t (work|hold together|add up|convince|deliver|pay off), and {part-}
It never (works|comes alive|convinces|takes off|moves us), and {part-}
It won’t (win any prizes|be missed|be remembered|make you laugh|thrill anybody)
I couldn’t wait for it to end
I couldn’t care less what happened to (them|the lovers|the hero|the ship|the dog)
Nobody (laughed|clapped|cared|stayed to the end|could follow it)
None of the jokes (works|is new|made me smile)
Nothing (works|fits|happens|rings true|moves) in {name}
Nothing (works|fits|matters|rings true|is at stake), and {part-}
Not worth (seeing|the ticket|the trip|the wait|your time), because {part-}
I don’t want to see it ever again
It has no (shape|point|ending|heart|rhythm|centre), and {part-}
There’s no reason to see {name}
Don’t (bother|go|waste your evening|believe the poster|pay for this|take the children): {part-}
You won’t (laugh|care|believe a word|stay awake|want to see it again)
I wouldn’t wish {name} on (my enemies|anyone|a dog)
`);
export const negationOfBlame = rows(`
I would not change a frame of {name}
{name} doesn’t disappoint
{name} doesn’t put a foot wrong, and it didn’t bore {someone}
I can’t fault {name}
I can’t fault it, since {part+}
I did not regret {name}
I did not mind the length, and nor did {someone}
I didn’t yawn once
I didn’t want to miss (any of it|the hero’s next move|anyone in it|a word)
{name} never loses its grip
It doesn’t (drag|fall apart|preach|cheat|disappoint|let you down), and {part+}
It never (drags|flags|bores|lets up|insults us), and {part+}
It won’t (disappoint you|be forgotten|leave you cold|make you yawn|bore anybody)
I couldn’t bear it to end
I couldn’t have cared more what happened to (them|the lovers|the hero|the ship|the dog)
Nobody (yawned|coughed|stirred|left before the end|could resist it)
None of the jokes (fails|is old|made me groan)
Nothing (fails|jars|drags|rings false|is wasted) in {name}
Nothing (fails|jars|is missing|rings false|is out of place), and {part+}
Not to be (missed|forgotten|sneezed at|overlooked), because {part+}
I don’t want to wait for the next one
It has no (weak spot|dull stretch|false note|fault|rival), and {part+}
There’s no reason to miss {name}
Don’t (hesitate|wait|stay at home|believe the sneers|miss this|leave the children at home): {part+}
You won’t (yawn|be bored|regret a minute|fall asleep|want it to end)
I couldn’t ask for more than {name}
I have never (laughed so much|been so moved|seen anything so lovely|cried so happily|had a better night out)
I have never seen a {genreword} as {adj+} as this
Nothing could be better than {name}
You can’t (beat|fault|dislike|resist|help loving) {name}
You can’t go wrong with {name}
Nobody (does it better|should miss it|could play it better|will regret it)
I could not (look away|stop laughing|stop smiling|put it out of my mind|love it more)
No praise is too high for {name}
I have no complaints: {part+}
`);

/** Words that only these templates need. */
const words = {
  'seized+':
    'moved; thrilled; amused; charmed; touched; gripped; entertained; surprised; delighted; impressed; convinced; excited; enchanted; drawn in',
  'seized-':
    'bored; annoyed; confused; irritated; disappointed; insulted; restless; embarrassed; offended; lost; tired; cold; tempted to leave; put off',
  someone:
    'my mother; my brother; the man behind me; my neighbour; our teacher; my boss; the critic of the local paper; my wife; my husband; a colleague; my aunt; the usher; my best friend',
};
export const negationRules = Object.fromEntries(
  Object.entries(words).map(([name, text]) => [name, list(text)]),
);
