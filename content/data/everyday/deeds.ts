// What else the grammar knows: deeds done for the sake of another, what people do in between, and how things are found later. The marks in
// a phrase are those of scenes.ts.
import { list } from './scenes.ts';

/** One thing done for the sake of another, with something in between. */
export interface Chain {
  readonly first: readonly string[];
  readonly last: readonly string[];
}
const chain = (first: string, last: string): Chain => ({ first: list(first), last: list(last) });

export const chains: readonly Chain[] = [
  chain(
    '<take> the key from a pocket; <look> for the key; <find> the right key',
    '<unlock> the door; <open> the front door; <lock> the shed',
  ),
  chain(
    '<fill> the kettle; <put> the kettle on the stove',
    '<make> the tea; <pour> the tea; <warm> the teapot',
  ),
  chain(
    '<strike> a match; <find> the matches; <look> for a match',
    '<light> the candle; <light> the fire; <light> the lamp',
  ),
  chain(
    '<write> the address on the envelope; <lick> the stamp',
    '<post> the letter; <take> the letter to the post office',
  ),
  chain(
    '<put> the dough in the oven; <mix> the flour and the eggs',
    '<take> the cake out of the oven; <eat> the warm cake; <cut> the cake',
  ),
  chain(
    '<take> the ladder from the shed; <lean> the ladder against the tree',
    '<pick> the pears; <climb> up to the apples; <pick> the cherries',
  ),
  chain(
    '<take> the lead from the hook; <whistle> for the dog',
    '<walk> the dog in the park; <take> the dog to the river',
  ),
  chain(
    '<look> for a needle; <find> some blue thread',
    '<sew> the button on; <mend> the sleeve; <mend> {his} {shirt|shirts}',
  ),
  chain('<take> a clean towel; <look> for a towel', '<dry> the plates; <dry> {his} hair; <dry> the cups'),
  chain('<buy> a stamp; <buy> two stamps', '<post> the card; <post> the letter to {his} brother'),
  chain('<buy> a ticket; <show> {his} {ticket|tickets}', '<get> on the train; <find> a seat in the train'),
  chain('<sharpen> the knife; <take> the bread knife', '<cut> the bread; <cut> the loaf in half'),
  chain(
    '<take> the milk from the fridge; <fetch> the milk',
    '<pour> the milk over the cereal; <pour> the milk into a saucer; <give> the milk to the cat',
  ),
  chain(
    '<fill> the can with water; <carry> the water up from the river',
    '<water> the tomatoes; <water> the roses; <water> the plants',
  ),
  chain(
    '<take> the broom from the corner; <fetch> the broom',
    '<sweep> the kitchen floor; <sweep> the stairs',
  ),
  chain(
    '<dig> a hole in the garden; <take> the spade',
    '<plant> the tree; <plant> the potatoes; <bury> the bone',
  ),
  chain('<pump> up the tyres; <oil> the chain', '<ride> the bicycle to school; <ride> to the lake'),
  chain(
    '<put> {his} glasses on; <find> {his} glasses',
    '<read> the letter; <read> the newspaper; <thread> the needle',
  ),
  chain('<run> the bath; <test> the water with {his} {elbow|elbows}', '<wash> the baby; <get> into the bath'),
  chain(
    '<peel> the potatoes; <chop> the onions; <wash> the carrots',
    '<cook> the soup; <stir> the soup; <stir> the pot',
  ),
  chain('<set> the alarm for six; <wind> the clock', '<go> to bed; <turn> over and <sleep>'),
  chain('<tie> the worm to the hook; <throw> the line into the river', '<catch> a fish; <wait> for a fish'),
];

/** What people do in between, wherever they are. */
export const between: readonly string[] = list(
  '<wait> for a minute; <look> at {his} {watch|watches}; <rest> for a moment; <talk> to {his} neighbour; <hum> a song; <think> about the day; <sigh>; <count> to ten; <smile>; <say> something to {himself}; <rub> {his} hands; <whistle> a tune; <cough> twice; <remember> something',
);
/** When, at the beginning of a sentence. */
export const times = {
  past: list(
    'on Sunday; on Saturday; yesterday; one day; the other day; last week; in the holidays; that day; once more; as usual',
  ),
  present: list(
    'on Sundays; every day; now and then; once a week; in the holidays; as usual; most days; sometimes',
  ),
};
/** Between the subject and the verb, or after the thing. */
export const ways: readonly string[] = list('quietly; slowly; quickly; carefully; at last; finally');
export const ends: readonly string[] = list(
  'without a word; with both hands; as fast as possible; with a sigh; with a smile; once again; for the second time; in the dark; in a hurry; after a while',
);

/** Things that something was done to, and how they were found later: the verb and the thing decide the end. */
export interface Aftermath {
  readonly things: readonly [one: string, many: string];
  readonly verbs: readonly string[];
  readonly states: readonly string[];
}
const aftermath = (one: string, many: string, verbs: string, states: string): Aftermath => ({
  things: [one, many],
  verbs: list(verbs),
  states: list(states),
});

export const aftermaths: readonly Aftermath[] = [
  aftermath('door', 'doors', 'lock', 'open again; still locked; wide open'),
  aftermath('door', 'doors', 'paint; clean', 'still wet; dirty again'),
  aftermath('window', 'windows', 'open', 'still open; closed again'),
  aftermath('window', 'windows', 'close; shut', 'open again; wet with rain; still closed'),
  aftermath('window', 'windows', 'clean', 'dirty again; covered with flies'),
  aftermath('letter', 'letters', 'write', 'full of mistakes; still without a stamp; far too long'),
  aftermath('letter', 'letters', 'post', 'back on the mat; lost; still on the way'),
  aftermath('candle', 'candles', 'light', 'still burning; almost gone; nearly burned down'),
  aftermath('lamp', 'lamps', 'turn off', 'on again; still warm'),
  aftermath('plate', 'plates', 'wash; dry', 'dirty again; back in the cupboard; still wet'),
  aftermath('cup', 'cups', 'drop', 'broken; in pieces; cracked'),
  aftermath('cup', 'cups', 'fill', 'empty; still hot; cold by then'),
  aftermath('cake', 'cakes', 'bake', 'still warm; too sweet; gone by noon'),
  aftermath('shirt', 'shirts', 'wash', 'still damp; on the line; too small'),
  aftermath('shirt', 'shirts', 'mend; iron', 'as good as new; back in the cupboard'),
  aftermath('apple', 'apples', 'pick; eat', 'sweet; sour; full of worms'),
  aftermath('tree', 'trees', 'plant', 'taller than the house; dead by spring; full of birds'),
  aftermath('tree', 'trees', 'cut down', 'as old as the house; full of birds; hollow inside'),
  aftermath('fire', 'fires', 'light; make', 'out by midnight; still burning; too hot'),
  aftermath('bicycle', 'bicycles', 'mend; oil', 'as good as new; faster than before'),
  aftermath('bicycle', 'bicycles', 'lend; lock', 'gone; still there; never seen again'),
  aftermath('bottle', 'bottles', 'open', 'empty; still half full; under the table'),
  aftermath('key', 'keys', 'lose', 'under the mat; in the lock; on the hook'),
  aftermath('dog', 'dogs', 'feed', 'hungry again; asleep by the stove; still hungry'),
  aftermath('dog', 'dogs', 'wash', 'dirty again; still wet; as white as snow'),
];
