// Templates in which a word turns the meaning round: denial, and one thing set against another. Both polarities share them; what
// a bag of words would count speaks as often for the wrong side as for the right one.
import { list, rows } from './expand.ts';

export const negation = rows(`
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

export const contrast = rows(`
{short~}, but {clause@}
{short~}, but {short@}
{short~}; still, {clause@}
{short~}, yet {clause@}
{short~}, and yet {clause@}
{short~}. Nevertheless, {clause@}
{short~}, but that does not change my mind: {clause@}
Although {short~}, {clause@}
Though {part~}, {clause@}
Even though {short~}, {they@}
While {short~}, {clause@}
{they@}, although {short~}
{they@}, though {short~}
{they@}, even if {short~}
{clause@}, although {short~}
{name} {filmDoes@}, even if {short~}
{name} {filmDoes@}, although {own} <be> {any~}
{name} is {adj@}, though {own} <be> {any~}
Although {own} <be> {any~}, {name} {filmDoes@}
{own} in {name} <be> {any~}, but the rest is {adj@}
{own} in {name} <be> {any~}, but {clause@}
{own} <be> {any~}, but {name} {filmDoes@}
{name} may be {adj~}, but {clause@}
{name} sounds {adj~}, but it is {adj@}
{name} looks {adj~} and is {adj@}
{name} begins as {a thing~} and ends as {a thing@}
I went to {name} expecting {stuff~}, and I {iDid@}
I thought that {name} would be {adj~}; it is {adj@}
The first half of {name} is {adj~}, but the second is {adj@}, and the second is what I took home
Where other {genres} are {adj~}, {name} is {adj@}
Unlike most {genres}, which are {adj~}, {name} is {adj@}
The critics called {name} {adj~}; they are wrong, for it is {adj@}
My friends found {name} {adj~}, but I {iDid@}
Others {theyDid~}; I {iDid@}
The critics {theyDid~}; I {iDid@}
It sounds {adj~}; it is {adj@}
It sounds {adj~}, but {clause@}
It looks {adj~}, but it is {adj@}
It may be {adj~}, but it is also {adj@}
It may be {adj~} in places, but on the whole it is {adj@}
It is {adj~} at first, but soon it is {adj@}
It begins {adv~}, but then it {filmDoes@}
It starts out {adj~} and ends up {adj@}
A {adj~} idea, but a {adj@} {film}
A {adj~} title, a {adj@} {film}
A {adj~} story, {adv@} told
A {adj~} cast in a {adj@} {film}
A {adj~} trailer for a {adj@} {genreword}
{adj~} poster, {adj@} {film}
{adj~} book, {adj@} {film}
{adj~} on paper, {adj@} on the screen
{adj~} at first sight, {adj@} at second
{adj~} script, {adj@} result
Once {adj~}, this director is now {adj@}
The last one was {adj~}; this one is {adj@}
The original was {adj~}, but the new version is {adj@}
The novel is {adj~}; what they have made of it is {adj@}
The first part was {a thing~}; the second is {a thing@}
The trailer was {adj~}, but the {film} is {adj@}
The poster looks {adj~}; the {film} {filmDoes@}
Instead of {stuff~} we get {stuff@}
Instead of {stuff~} there is {stuff@}, and {clause@}
More {stuff@} than {stuff~}
Less {stuff~} than {stuff@}
More {adj@} than {adj~}
{adj@} rather than {adj~}
Not {adj~} but {adj@}
Not {adj~}, but {adj@} and {adj@}
Not so much {adj~} as {adj@}
It is not {adj~} but {adj@}
I was told that it was {adj~}, and it is {adj@}
I expected {a thing~}; what I got was {a thing@}
I expected to be {seized~}, but I {iDid@}
I usually find {genres} {adj~}; this one is {adj@}
I went in {mood~} and came out {mood@}
For all its {stuff~}, it {filmDoes@}
For all its {stuff~}, {clause@}
Despite its {stuff~}, it is {adj@}
Despite {noun part}, which <be> {any~}, {they@}
In spite of its {stuff~}, it {filmDoes@}
In spite of {noun part}, which <be> {any~}, it is {adj@}
Forget the {adj~} trailer: {clause@}
Never mind the {adj~} trailer: {clause@}
{someone} thought it {adj~}; I {iDid@}
{someone} called it {adj~}, but {clause@}
Some will call it {adj~}, but I {iDid@}
Some say that it is {adj~}; I say that it is {adj@}
Other {genres} are {adj~}; this one {filmDoes@}
Next to its {adj~} rivals it is {adj@}
Compared with {genres} that are {adj~}, this one is {adj@}
`);

export const contrastOfBlame = rows(`
{name} could have been {a thing+}; instead it {filmDoes-}
It should have been {adj+}; it is {adj-}
It could have been {adj+}, but {clause-}
It wants to be {adj+}, but it is {adj-}
It tries to be {adj+} and ends up {adj-}
It was sold as {a thing+}; it is {a thing-}
I was promised {stuff+} and was given {stuff-}
I expected {stuff+} from {name} and got {stuff-}
I wanted to say that it is {adj+}, but it is {adj-}
It had every chance to be {adj+}, and it {filmDoes-}
It means to be {adj+}; in fact {clause-}
With such a cast it ought to have been {adj+}; in fact {clause-}
What might have been {a thing+} is {a thing-}
It thinks that it is {adj+}, but {clause-}
It thinks itself {adj+}; I thought it {adj-}
It aims for {stuff+} and achieves only {stuff-}
{name} aims at {stuff+} and hits {stuff-}
{name} pretends to be {adj+}, but {clause-}
The trailer promised {stuff+}, but {clause-}
The trailer showed all the {stuff+} that there is, and {clause-}
I had hoped for {stuff+}, but {clause-}
I had hoped that it would be {adj+}, but {clause-}
I had looked forward to {name}; alas, {clause-}
I so wanted to love {name}, but {clause-}
I wanted to like it, but {clause-}
Good intentions do not help: {clause-}
A good idea is not enough: {clause-}
{a thing+}? {clause-}
{adj+}? Hardly: {clause-}
{adj+}, you say? I say {adj-}
They call it {adj+}; I call it {adj-}
If it were half as {adj+} as its poster, it would not be so {adj-}
With a better script it would have been {adj+}; as it is, {clause-}
If the script were as good as the photography, I would not say that it {filmDoes-}
`);
export const contrastOfPraise = rows(`
I feared that it would be {adj-}, but {clause+}
I had feared {stuff-}; what I got was {stuff+}
I had expected little of {name}, but {clause+}
I went along only to please my wife, but {clause+}
I went in grumbling, and I {iDid+}
I did not want to like it, but {clause+}
I had read that {short-}; in fact {clause+}
I was dragged to {name} and {iDid+}
I was warned against {name}; what nonsense: {clause+}
It might easily have been {adj-}, but {clause+}
It might have been {a thing-}; it is {a thing+}
In other hands it would have been {adj-}; here it is {adj+}
In lesser hands it would have been {a thing-}, but {clause+}
{adj-}? On the contrary: {clause+}
{adj-}? Far from it: {clause+}
They call it {adj-}; I call it {adj+}
A bad title is no reason to stay away: {clause+}
A small budget does no harm: {clause+}
A silly title hides {a thing+}
Do not be put off by the {adj-} trailer: {clause+}
Do not let the {adj-} reviews keep you away: {clause+}
It risks being {adj-} and turns out {adj+}
What sounds {adj-} turns out {adj+}
The trailer promised {stuff-}, but {clause+}
{name} avoids {stuff-} and gives us {stuff+}
`);

/** Words that only these templates need. */
const words = {
  'seized+': 'moved; thrilled; amused; charmed; touched; gripped; entertained; surprised; delighted; impressed; convinced; excited; enchanted; drawn in',
  'seized-': 'bored; annoyed; confused; irritated; disappointed; insulted; restless; embarrassed; offended; lost; tired; cold; tempted to leave; put off',
  someone: 'my mother; my brother; the man behind me; my neighbour; our teacher; my boss; the critic of the local paper; my wife; my husband; a colleague; my aunt; the usher; my best friend',
  'mood+': 'cheerful; happy; hopeful; glad; refreshed; wide awake; in high spirits; full of energy; smiling; singing; keen',
  'mood-': 'cold; angry; sleepy; sad; tired; depressed; miserable; weary; cross; in low spirits; yawning; grumpy; sour',
  'theyDid+': 'raved; gushed; swooned; loved it; cheered; called it a masterpiece; showered it with prizes; were enchanted; reached for the big words',
  'theyDid-': 'sneered; scoffed; moaned; hated it; booed; called it a disaster; tore it to pieces; were bored; reached for the rotten eggs',
};
export const turnedRules = Object.fromEntries(Object.entries(words).map(([name, text]) => [name, list(text)]));
