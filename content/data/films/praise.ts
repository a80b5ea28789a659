// What a film does when it is good, what its viewers do then, and what it is like.
import { list } from './expand.ts';

/** After the film as subject. */
export const filmDoes =
  list(`delights from start to finish; enchants young and old; soars from the first shot; grips like a vice; sparkles in every frame; shines with intelligence
moves you to happy tears; holds you to the very last shot; never puts a foot wrong; pays off handsomely; deserves a wide audience; lingers in the mind for days; goes straight to the heart
warms the coldest heart; lifts the spirits; makes you laugh and cry; bursts with ideas; hums with energy; flies by; casts a spell; earns every one of its tears; keeps its promises
grows richer at each viewing; deserves every prize it has won; restores my faith in the cinema; leaves you breathless; rewards your patience; hits every note; glows with kindness
finds beauty everywhere; crackles with wit; charms without effort; works like a dream; sweeps you off your feet; knows exactly what it is doing; has the courage to be quiet
sings; dances along; breathes new life into an old tale; makes two hours feel like ten minutes; outshines all its rivals; rises above its modest means; keeps you guessing to the end; treats its audience with respect
surprises at every turn; thrills and touches in equal measure; stands head and shoulders above the rest; gets better and better; makes the old feel new; trusts its viewers; wins you over in minutes
builds to a glorious finale; keeps you on the edge of your seat; tugs at the heart; gets everything right; gives you hope; glitters; succeeds brilliantly; triumphs; excels; captivates; dazzles; astonishes; enthrals
lights up the screen; lives up to its name; is worth every penny; is pure magic; is a must for everyone; is full of life; is a cut above the rest; is worth the queue; is the surprise of the year; is in a class of its own; is over too soon
has it all; has a heart of gold; has charm to spare; has wit and warmth; has real staying power; has you rooting for everyone; has the makings of a classic; hits the spot; fires on all cylinders; tops them all; deserves a standing ovation; leaves a warm glow
takes your breath away; stays with you; cheers you up; does everything well; speaks from the heart; gives its actors room to shine; brings the house down; ticks along like a fine watch; strikes gold; blooms`);

/** After I. */
export const iDid =
  list(`loved it; adored every minute; enjoyed it enormously; was hooked at once; laughed till it hurt; wept happy tears; cheered out loud; clapped till my hands were sore
went straight back in; sat spellbound; grinned all the way home; have told all my friends; could have watched all night; was moved beyond words; held my breath; forgot the time; forgot my popcorn
was on the edge of my seat; came out walking on air; bought tickets for the whole family; wanted it to go on for ever; was won over; fell in love with it; hummed the tune for a week; admired every shot
was glued to the screen; cannot wait to see it again; left with a lump in my throat; smiled from beginning to end; was thrilled; was delighted; was charmed; was riveted; relished every line
laughed out loud; left happy; had a wonderful time; had goosebumps; had the time of my life; will treasure it; recommend it warmly; recommend it to anyone with a heart; have already seen it twice; rose to my feet; gasped with pleasure
came out a happier man; slept badly from sheer excitement; sobbed into my scarf and felt better for it; would see it again tomorrow; would gladly pay twice; would not have missed it; was dazzled; was enthralled; could not look away; raved about it for days
take my hat off to it; am still smiling; am still thinking about it; am grateful for it; was swept away; was in stitches; was in heaven`);

/** A clause about the others in the cinema, or anybody. */
export const othersDid =
  list(`the whole row was in tears of joy; the audience cheered; the audience rose as one; my children begged to see it again; my wife laughed all evening; the hall rang with laughter
everybody clapped at the end; nobody left before the lights went up; the old man next to me beamed; my father called it the best evening in years; strangers hugged in the foyer; the house was spellbound
our whole class loved it; my gran wants to go again; the teenagers forgot their phones; my friends talked of nothing else; my sister adored it; my brother bought the soundtrack on the way home; we walked home singing
we laughed until we cried; we came out glowing; we stayed to the last title; we were enchanted; people queue round the block for it, and rightly; the critics were right to rave; my neighbour thanked me for the tip; the kids were rapt; even my grumpy uncle smiled
the children sat as quiet as mice; the usher stayed to watch; my husband was moved; my daughter talked about it for weeks; two hours went by in a flash; the time flew; the applause went on and on; the crowd roared with delight; you can hear a pin drop`);

/** After `like`. */
export const like = list(
  `a warm bath; a summer morning; champagne; a good meal among friends; a fresh breeze; a firework; a letter from an old friend; a perfect holiday; a ride on a roller coaster; a fine old wine; coming home; a hug; sunshine after rain; music; a first kiss; a dream; clockwork; a jewel in the dust; spring`,
);

/** Advice; a sentence of its own. */
export const advice = list(
  `don’t miss it; go and see it; see it twice; take the whole family; see it on the biggest screen you can find; run, don’t walk; book now; bring tissues; tell your friends; buy a ticket at once; see it while you can; take your mother; treat yourself; give it a prize; put it at the top of your list; make room on the shelf next to the classics; highly recommended; a must-see; warmly recommended; top marks; five stars; full marks; bravo; more, please; three cheers; what a treat; what a joy; hats off; encore; pure pleasure; pure delight; worth every penny; thumbs up`,
);

/** Said of a director, a writer, a studio: after them as subject. */
export const makerDid = list(
  `has never been better; is at the height of his powers; deserves a medal; makes it look easy; has a golden touch; knows how to tell a story; has an eye for beauty; has a sure hand; is a name to watch; gets the best out of everyone; strikes exactly the right note; is a genius; has outdone himself; works wonders; has real talent; has done it again; has found his voice; has thought of everything; leaves nothing to chance; has created something lasting; tells it with love`,
);

/** Said of actors. */
export const playerDid = list(
  `has never been better; deserves a medal; makes it look easy; is a name to watch; steals every scene; gives the performance of a lifetime; is a star in the making; is a joy to watch; acts everyone else off the screen; has real talent; carries it with ease; brings real warmth to the part; plays it with grace and humour; lights up every scene; has perfect timing; has a wonderful face for it; breaks your heart with a look; strikes exactly the right note; is simply magnetic; holds every eye; is as natural as rain; shines`,
);

/** Nouns that it is full of, or that it offers, with their article. */
export const holds = list(
  `a heart as big as a house; a cast to die for; a finale that takes your breath away; moments of real beauty; a hero worth cheering for; laughs by the dozen; an ending that earns its tears; a villain worth hissing; scenes that I shall never forget; characters that you care about; a twist that floored me; a wonderful sense of place; real feeling; a script that sings; performances to treasure; dialogue that crackles; the best chase in years; a lovely turn by the grandmother; the year’s best song; images of rare beauty; a lightness of touch; scares that work; wit on every page; the courage of its ideas; a story worth telling; a star in every part; a pulse; people who feel real; ideas to burn; more laughs than a dozen comedies; pace, wit and charm`,
);

/** After `a film`, `a thriller` …: what sets it apart. */
export const which = list(
  `that stays with you; that you will want to see again; to treasure; to fall in love with; for all ages; that earns its tears; that makes you think and laugh; with a heart; to be proud of; of rare beauty; of real class; that delivers; that everyone should see; that makes you glad to be alive; you will never forget; with brains and soul; that works on every level; that deserves to be a hit; that leaves you wanting more; worth waiting for; to cherish; that puts the others to shame; that dares and wins; made with love`,
);
