// Templates in which one thing is set against another, and grammar says which of them holds: what follows but, what although leaves
// standing. The first list is of both polarities; the others are of one each.
import { list, rows } from './expand.ts';

export const contrast = rows(`
I saw it {when} with {withWhom}, who found it {adj~}, but {clause@}
{name} is about {someoneIn} who {doingIn}; that sounds {adj~}, but {clause@}
A {genreword} about {someoneIn} in {setIn} sounds {adj~}, but {clause@}
A {genreword} in which somebody {doingIn} could be {adj~}; this one is {adj@}
{byTheWay}, and although {short~}, {clause@}
{byTheWay}; {short~}, but {saying@}
It is set in {setIn}, and the first scenes are {adj~}, but {clause@}
The part in {setIn} is {adj~}, but {saying@}
Somebody {doingIn}, which is {adj~}, but {saying@}
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
Unlike most films of its kind, which are {adj~}, {name} is {adj@}
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
  'theyDid+':
    'raved; gushed; swooned; loved it; cheered; called it a masterpiece; showered it with prizes; were enchanted; reached for the big words',
  'theyDid-':
    'sneered; scoffed; moaned; hated it; booed; called it a disaster; tore it to pieces; were bored; reached for the rotten eggs',
  'mood+':
    'cheerful; happy; hopeful; glad; refreshed; wide awake; in high spirits; full of energy; smiling; singing; keen',
  'mood-':
    'cold; angry; sleepy; sad; tired; depressed; miserable; weary; cross; in low spirits; yawning; grumpy; sour',
};
export const contrastRules = Object.fromEntries(
  Object.entries(words).map(([name, text]) => [name, list(text)]),
);
