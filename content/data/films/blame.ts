// What a film does when it is bad, what its viewers do then, and what it is like: the other side of praise.ts.
import { list } from './expand.ts';

/** After the film as subject. */
export const filmDoes =
  list(`drags from start to finish; bores young and old; sags in the middle; limps to its end; plods along; flops on every level; crawls by; sinks without trace; stumbles from scene to scene; fizzles out; falls apart; collapses under its own weight
falls flat; wastes a good cast; outstays its welcome; runs out of ideas; goes nowhere; tries your patience; insults your intelligence; leaves you cold; makes no sense; never gets going; never comes to life; sends you to sleep; creaks; drowns in its own syrup
repeats itself; preaches; shouts when it should whisper; takes for ever; cheats its audience; misses every target; runs on empty; grinds to a halt; loses its way; loses the plot; gives you a headache; makes you wish you had stayed at home; wears out its one idea; dies on the screen
dawdles; disappoints; fails on all counts; irritates; grates; rambles; annoys; stinks; drones on; wobbles; crumbles; misfires; sickens; embarrasses everyone in it; ruins a good book; throws away its best idea; copies better films; looks cheap and sounds cheaper; mistakes noise for excitement; mistakes gloom for depth
is a waste of everyone’s time; is all talk; is dead on arrival; is twice as long as it should be; is not worth the ticket; is a crashing bore; is an empty shell; is a slap in the face of the fans; is beyond rescue; is the worst of the year; is junk; is rubbish; is trash; is painful to sit through; is a mess
has nothing to say; has no heart; has no idea where it is going; has no pulse; has the charm of a tax form; has all the tension of wet string; has one joke and beats it to death; has you looking at your watch; has dust on it; has no shame; hits rock bottom; scrapes the barrel; serves up the same old rubbish; leaves a bad taste; leaves the actors stranded
takes your money and runs; tests the bladder; dulls the mind; does everything wrong; talks down to everyone; gives its actors nothing to do; brings nothing new; ticks every box and means none; strikes one false note after another; withers; peters out; bombs; stalls; offends; exhausts; overdoes everything`);

export const iDid =
  list(`hated it; loathed every minute; endured it; was bored at once; yawned till it hurt; wept with boredom; groaned out loud; rubbed my eyes in disbelief; walked out; sat there in pain; grumbled all the way home; have warned all my friends; fell asleep; dozed off; was bored stiff; checked my watch; counted the minutes; counted the lights on the ceiling
was in agony in my seat; came out with a headache; asked for my money back; longed for the end; was put off; gave up on it; cringed; squirmed in my seat; regretted every shot; was staring at the exit sign; cannot forgive it; left with a stiff neck; frowned from beginning to end; was annoyed; was appalled; was insulted; was left cold; winced at every line
sighed out loud; left angry; had a miserable time; had to pinch myself to stay awake; had the worst night of the year; will try to forget it; advise against it; pity anyone who pays for it; have already forgotten it; slumped in my seat; nearly screamed with frustration; came out a sadder man; slept well, right through it; sobbed over my lost ten pounds
would not see it again for money; would gladly pay to have missed it; wished I had missed it; was baffled; was exhausted; could not stay awake; complained about it for days; shook my head at it; am still angry; am still waiting for the point; am sorry I bothered; was bored to tears; was fed up; wanted to throw things; suffered; despaired; lost interest; fled; struggled to the end; resented every minute; felt cheated; felt robbed; felt nothing`);

export const othersDid =
  list(`the whole row was asleep; the audience booed; the audience left one by one; my children begged to go home; my wife sighed all evening; the hall rang with snores; everybody groaned at the end; half of us left before the lights went up; the old man next to me snored; my father called it the worst evening in years; strangers argued at the exit about refunds; the house was half empty after an hour
our whole class hated it; my gran wants her money back; the teenagers took out their phones; my friends never let me choose again; my sister loathed it; my brother slept on my shoulder; we walked home in silence; we yawned until it hurt; we came out grumpy; we left long before the last title; we were bored rigid; people stay away in droves, and rightly; the critics were right to sneer; my neighbour has not forgiven me for the tip
the kids were restless; even my cheerful aunt frowned; the children threw popcorn; the usher looked sorry for us; my husband was bored; my daughter cried to be taken out; two hours felt like six; the time crept; there was no applause, only coughing; the crowd shuffled out in silence; you can hear people yawn`);

export const like = list(
  `a cold bath; a wet Monday; flat lemonade; a bad meal among strangers; a stale biscuit; a damp squib; a tax return; a cancelled holiday; a wait at the dentist’s; sour milk; a long queue; a slap; drizzle; a road drill; a hangover; a nightmare; homework; a lump of lead; a parking fine; cold porridge; a school assembly; wet cement; a burst tyre; a traffic jam; a wake`,
);

export const advice = list(
  `avoid it; stay at home; give it a miss; save your money; see anything else; run, don’t walk, to the exit; ask for a refund; bring a pillow; warn your friends; keep your money in your pocket; leave while you can; spare your mother; spare yourself; give it the wooden spoon; put it at the bottom of your list; throw it on the heap with the other flops; not recommended; a must to avoid; steer clear; bottom marks; no stars; nil points; shame; no more, please; boo; what a waste; what a bore; what a letdown; hopeless; pure torture; pure tedium; not worth a penny; thumbs down; do something better with your evening`,
);

export const makerDid = list(
  `has never been worse; is out of his depth; deserves the blame; makes it look like hard work; has lost his touch; has forgotten how to tell a story; has no eye at all; has a heavy hand; should know better; should be ashamed; gets the worst out of everyone; strikes exactly the wrong note; is a fraud; has sunk to a new low; wastes everything he is given; has no talent for it; has failed again; has run out of ideas; has thought of nothing; leaves everything to chance; has thrown it together; must have been asleep; tells it with a yawn`,
);

export const playerDid = list(
  `has never been worse; deserves the blame; makes it look like hard work; sleepwalks through every scene; gives the worst performance of the year; is no actor; is a pain to watch; mumbles every line; has no talent for it; cannot carry it; brings nothing to the part; plays it like a plank; drags down every scene; has no timing; has one face for everything; makes you wince with every look; overacts wildly; seems to be reading it off a wall; phones it in; has nothing to do; strikes exactly the wrong note; is simply lost; bores every eye; is as stiff as a board; shouts`,
);

export const holds = list(
  `a heart of stone; a cast that cannot act; a finale that never ends; moments of sheer stupidity; a hero whom nobody could like; groans by the dozen; an ending that makes no sense; a villain made of cardboard; scenes that should have been cut; characters that nobody could care about; a twist that a child could guess; no sense of place; false feeling; a script full of holes; performances from a school play; dialogue that clunks; the dullest chase in years; a dreadful turn by the grandmother; the year’s worst song; images without meaning; a heaviness of hand; scares that only make you yawn; mistakes on every page; nothing but noise; a story not worth telling; a ham in every part; no pulse; people made of plastic; no ideas; fewer laughs than a funeral; speeches, sermons and sighs; plot holes the size of a bus`,
);

export const which = list(
  `that you forget at once; that you will want to forget; to avoid; to fall asleep in; for nobody at all; that begs for tears and gets none; that makes you groan; without a heart; to be ashamed of; of rare stupidity; of no merit; that never delivers; that no one should see; that makes you long for the end; you will wish you had never seen; with neither brains nor soul; that fails on every level; that deserves to flop; that leaves you wanting less; not worth waiting for; to bin; that gives the cinema a bad name; that tries nothing and fails; made for money`,
);
