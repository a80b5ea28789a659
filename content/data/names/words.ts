// Common words of the grammar: what jobs, days and things the frames may name.
const list = (text: string): string[] => text.trim().split(/\s*,\s*/);

export const words: Readonly<Record<string, readonly string[]>> = {
  job: list(`baker, plumber, dentist, beekeeper, painter, sculptor, violinist, cellist, tenor, soprano, botanist, chemist, geologist, surgeon, nurse, midwife, vet, farmer,
shepherd, fisherman, sailor, diver, pilot, engineer, miner, carpenter, tailor, hatter, printer, novelist, poet, critic, translator, librarian, teacher, headmistress, judge,
barrister, bishop, vicar, nun, mayor, senator, ambassador, spy, burglar, magician, acrobat, juggler, jockey, cyclist, swimmer, goalkeeper, referee, chess player, waiter, cook,
brewer, cheesemaker, gardener, postman, tram driver, lighthouse keeper, astronomer, mathematician, historian, photographer, organist, drummer, dancer`),
  day: list('Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday'),
  month: list(
    'January, February, March, April, May, June, July, August, September, October, November, December',
  ),
  season: list('spring, summer, autumn, winter'),
  nationality:
    list(`French, Dutch, Danish, Welsh, Norwegian, Swedish, Finnish, Estonian, German, Swiss, Italian, Spanish, Portuguese, Greek, Turkish, Polish, Czech, Hungarian,
Russian, Egyptian, Kenyan, Ghanaian, Nigerian, Indian, Chinese, Japanese, Vietnamese, Brazilian, Peruvian, Mexican, Canadian, Australian, Irish, Scottish, English`),
  language: list(
    'French, Dutch, Danish, Welsh, Norwegian, Finnish, German, Italian, Portuguese, Greek, Turkish, Hungarian, Arabic, Latin, Swahili',
  ),
  goods:
    list(`anchors, apples, aprons, baskets, beans, beds, bells, blankets, boots, bottles, bricks, brooms, brushes, buckets, buttons, cabbages, candles, caps, carpets,
carrots, cherries, chimneys, clocks, coals, coats, combs, corks, cradles, cups, curtains, daisies, dishes, dolls, drums, eggs, engines, envelopes, feathers, fences, figs, flags, flutes, forks,
gates, gloves, grapes, guitars, hammers, handkerchiefs, hedges, herbs, hinges, hooks, horseshoes, inkwells, jars, jugs, kettles, keys, kites, knives, knots, ladders, lamps, lanterns, lemons, letters,
locks, mackerel, magnets, maps, marbles, matches, melons, mirrors, mittens, mushrooms, mussels, nails, needles, nets, nuts, oars, olives, oranges, ovens, oysters, pans, parcels, pears, peas,
pencils, pickles, pigeons, pillows, pins, pipes, plates, potatoes, prams, puddings, pumps, purses, quilts, rafts, rakes, ribbons, ropes, rugs, sacks, saddles, sails, sandwiches, saws, scissors, seeds,
shirts, shovels, skates, slates, sledges, soap, socks, spades, sponges, spoons, stamps, stockings, stoves, strawberries, tables, teapots, tents, thimbles, tickets, tiles, toys, trays, trumpets,
tulips, turnips, umbrellas, vases, violins, walnuts, wardrobes, watches, wheels, whistles, wigs, windows, zips`),
  quality:
    list(`ancient, bitter, blue, borrowed, broken, careful, clever, cold, crooked, cruel, damp, dark, dry, dull, elderly, empty, fine, foreign, fresh, grey, heavy, honest, hot, idle, kind,
large, late, loud, mild, modern, muddy, narrow, nervous, new, odd, old, painted, pale, patient, plain, proud, quiet, rare, red, rich, rotten, rough, rusty, sharp, short, silent, small, soft, sour, strange,
strong, tall, thin, tired, ugly, unsold, warm, weary, wet, wild, wooden, yellow, young`),
  trait: list(
    `anxious, bitter, careful, clever, cruel, elderly, generous, grateful, honest, idle, jealous, kind, lonely, nervous, older, patient, proud, quiet, rich, sensible, silent, strange, tall, thirsty, tired, weary, wise, young`,
  ),
  manner:
    list(`afterwards, again and again, all at once, at first, before long, by and by, calmly, carefully, clumsily, early next morning, eventually, for once, gently, having no choice,
however, in silence, in spite of everything, indoors, instead, later, meanwhile, much later, nevertheless, next morning, now and then, on tiptoe, outside, overnight, owing to the heat, perhaps,
politely, presently, quite suddenly, slowly, somewhere upstairs, soon afterwards, thanks to the fog, therefore, tomorrow, towards evening, under protest, unfortunately, upstairs, usually,
with a sigh, without warning, yesterday`),
  count: list(
    'two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, fifteen, eighteen, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety',
  ),
  doing:
    list(`baking, bathing a dog, boiling eggs, bowing, catching eels, chopping wood, climbing, digging, dusting, fencing, fishing, grinding pepper, ironing, juggling, knitting, lying, marching, mending nets,
milking, painting ceilings, pickling, ploughing, polishing shoes, queuing, rowing, sewing, shearing sheep, sleeping, smoking fish, sweeping, swimming, telling jokes, waiting, washing up, whistling,
wrestling, yodelling`),
  beast: list('geese, otters, swans, hedgehogs, eels, bees, crows, goats, herons, moles'),
  food: list(
    'leeks, lentils, rye bread, cabbage, saffron, plums, herring, gingerbread, onions, barley, parsley, cheese',
  ),
  small: list('2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 17, 19, 21, 23, 28'),
  number: list(
    '19, 22, 24, 27, 31, 34, 38, 41, 43, 46, 52, 57, 61, 64, 68, 70, 73, 79, 82, 88, 90, 94, thirty, forty, sixty',
  ),
  score: list('0, 1, 2, 3, 4, 6, 9, 14, 22'),
  time: list('noon, midnight, seven, half past nine, 6.15, 10.40, dusk'),
};

/** Said before a clause of a training sentence, whatever its tense. */
export const openers: readonly string[] = [
  'according to {paper} ,',
  'according to {person} ,',
  'it is said that',
  '{paper} reports that',
  'as far as {person} knows ,',
  'we have heard that',
  'the story goes that',
  'and yet',
  'then again ,',
  'nobody denies that',
  '{person} swears that',
  'if {paper} is right ,',
  'it says here that',
  'in short ,',
  'the rumour in {town} is that',
];
/** Said before one that tells what happened, and does not say when. */
export const pastOpeners: readonly string[] = [
  'last {month}',
  'on {day} night',
  'early on {day}',
  'in {year}',
  'that {season}',
  'nine days later',
  'while the band played ,',
  'that same {day}',
  'the day before Easter ,',
  'in the {season} of {year}',
  'before the war',
  'when nobody was looking ,',
  'after the storm',
  'one wet {day}',
];
/** Said after a clause. */
export const closers: readonly string[] = [
  ', which surprised nobody',
  ', {person} said',
  ', to the delight of {person}',
  ', and the {job} knew it',
  ', or so {paper} claims',
  ', and that was that',
  ', the inquest heard',
  ', if {first} is to be believed',
  ', and {person} told {person} so',
  ', a court in {town} was told',
  ', {full} told {paper}',
  ', unlike {person}',
  ', and who could blame them',
  ', to the fury of {body}',
  ', a fact that {paper} left out',
  ', not that {person} cared',
  ', and all of {town} knows why',
  ', whatever {firm} may say',
  ', with {person} looking on',
  ', much as {person} had feared',
];
