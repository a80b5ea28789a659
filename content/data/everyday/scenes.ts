// What the grammar knows about everyday life: why people do something to a thing, and what comes of it. An earlier word decides a later
// one at a distance: it is hot, so a window is opened.
// In a phrase, {who} is the person (the name at first, then he, she …), {whose} and {his} belong to the person, {it} is the thing, <open> is
// a verb that agrees with the person and the tense, <be> too; [was|is] is chosen by tense alone, {hat|hats} by whether several wear one.
// Long, because it is a list.

export interface Scene {
  /** What the person does, up to the thing. */
  readonly verb: string;
  /** A particle that follows the verb: put *on*. */
  readonly particle?: string;
  /** With article; a star marks those of which more are meant. */
  readonly things: readonly string[];
  /** Reasons; each is a clause. */
  readonly causes: readonly string[];
  /** What the person does next, each beginning with a verb. */
  readonly then: readonly string[];
}

/** The items of a list with semicolons. */
export const list = (text: string): string[] => text.split(/\s*;\s*/);
/** One scene from lists with semicolons; `put+on` is a verb with its particle. */
function scene(action: string, things: string, causes: string, then: string): Scene {
  const [verb = '', particle] = action.split('+');
  return {
    verb,
    ...(particle ? { particle } : {}),
    things: list(things),
    causes: list(causes),
    then: list(then),
  };
}

export const scenes: readonly Scene[] = [
  scene(
    'open',
    'the window; the big window; the kitchen window; both windows*',
    'it [was|is] hot in the room; the kitchen [was|is] full of smoke; the room [smelled|smells] of fish; there [was|is] no air in the room; a bee [was|is] flying round the lamp',
    '<let> the cool air in; <lean> out; <look> down into the street; <take> a deep breath; <listen> to the birds',
  ),
  scene(
    'close',
    'the window; the kitchen window; all the windows*',
    'it [was|is] cold in the room; the wind [blew|blows] the papers off the desk; the noise from the street [was|is] too loud; the rain [was|is] coming in',
    '<put> a log on the fire; <turn> on the heater; <dry> the floor; <sit> down by the stove',
  ),
  scene(
    'open',
    'the door; the front door; the heavy door',
    'somebody [knocked|knocks]; the bell [rang|rings] twice; the dog [wanted|wants] to go out; the postman [rang|rings]; there [was|is] a noise on the stairs',
    '<look> out; <step> back; <shake> the man’s hand; <see> nobody; <ask> the woman in; <take> the parcel',
  ),
  scene(
    'lock',
    'the door; the front door; the back door; the shop',
    'it [was|is] late; everybody [was|is] in bed; the last guest [had gone|has gone]; there [was|is] a thief in the village',
    '<put> the key in a pocket; <turn> off the light; <hang> the key on its hook; <go> up to bed',
  ),
  scene(
    'unlock',
    'the door; the shop; the shed; the cellar',
    '{who} <have> the only key; it [was|is] nine o’clock; {who} <find> the key under the mat',
    '<turn> on the light; <step> inside; <call> the dog; <hang> {his} {coat|coats} on a hook',
  ),
  scene(
    'open',
    '{his} umbrella; the umbrella; the big umbrella',
    'it [began|begins] to rain; the first drops [fell|fall]; the sky [was|is] black; there [was|is] no roof at the bus stop',
    '<walk> on through the rain; <hold> it over the pram; <cross> the wet street; <wait> for the bus',
  ),
  scene(
    'open',
    'the letter; the long letter; the envelope',
    'the postman [had come|has come]; {whose} brother [had written|has written] from the north; a letter [lay|lies] on the mat; {who} <see> {whose} own name on the envelope',
    '<read> it twice; <begin> to smile; <put> it back in the envelope; <sit> down to read it; <say> nothing for a while',
  ),
  scene(
    'open',
    '{his} {book|books}; the book; the newspaper',
    'there [was|is] nothing to do on the train; the lesson [began|begins]; {who} <be> alone in the waiting room; the film [was|is] boring',
    '<read> a page; <look> for the right page; <fall> asleep over it; <forget> the time',
  ),
  scene(
    'open',
    'the fridge; the cupboard; a tin of soup',
    '{who} <be> hungry; dinner [was|is] still an hour away; there [had been|has been] no lunch; {who} <come> home from work',
    '<find> some cheese; <eat> standing up; <look> for the bread; <make> a sandwich',
  ),
  scene(
    'open',
    'a bottle of water; a bottle of lemonade; the bottle; a bottle of beer',
    '{who} <be> thirsty; it [was|is] a hot day; the work [was|is] done; the glasses [were|are] empty',
    '<fill> the glasses; <drink> half of it; <look> for a glass; <put> the cork in a pocket',
  ),
  scene(
    'open',
    'the oven; the oven door',
    'the cake [was|is] done; there [was|is] a smell of fresh bread; the kitchen clock [rang|rings]; the pie [was|is] brown',
    '<take> the cake out; <burn> {himself}; <put> the bread on the table; <call> the others',
  ),
  scene(
    'open',
    'the gate; the garden gate; the old gate',
    'the cows [were|are] coming home; a car [came|comes] up the road; the sheep [wanted|want] to get out; the tractor [stood|stands] in front of the yard',
    '<count> the cows; <wave> to the driver; <let> the sheep through; <hold> the dog',
  ),
  scene(
    'open',
    'the curtains*; the shutters*; the heavy curtains*',
    'the sun [came|comes] up; it [was|is] morning; the room [was|is] still dark; the birds [were|are] singing',
    '<let> the light in; <see> the snow; <go> back to bed; <wake> the baby',
  ),
  scene(
    'open',
    'the present; the parcel; the big box; {his} presents*',
    'it [was|is] {whose} birthday; the candles on the cake [were|are] burning; {whose} aunt [had sent|has sent] something; there [was|is] something heavy under the tree',
    '<throw> the paper on the floor; <find> a pair of gloves; <hug> everybody; <thank> the aunt',
  ),
  scene(
    'open',
    'the drawer; the kitchen drawer; the top drawer',
    '{who} <need> a knife; there [were|are] no spoons on the table; {who} <look> for the scissors; the candle [had gone out|has gone out]',
    '<find> a box of matches; <take> out a spoon; <look> under the napkins; <shut> it again',
  ),
  scene(
    'pour',
    'the tea; a cup of tea; the tea into the cups',
    'the kettle [had boiled|has boiled]; the cups [were|are] on the table; the guests [sat|sit] down; {whose} mother [was|is] cold',
    '<pass> the sugar; <add> some milk; <cut> the cake; <sit> down with the others',
  ),
  scene(
    'pour',
    'the milk into a bowl; some milk into a saucer; the milk',
    'the cat [was|is] hungry; the kitten [cried|cries]; there [was|is] a hungry cat at the door',
    '<call> the cat; <put> the bowl on the floor; <watch> the cat drink',
  ),
  scene(
    'fill',
    'the kettle; the pot with water; the big pot',
    'everybody [wanted|wants] tea; the guests [were|are] cold; it [was|is] time for tea',
    '<put> it on the stove; <wait> for it to boil; <look> for the cups; <light> the gas',
  ),
  scene(
    'put+on',
    '{his} {coat|coats}; a thick coat; {his} {winter coat|winter coats}',
    'it [was|is] cold outside; there [was|is] snow on the ground; a cold wind [blew|blows] from the sea; {who} <have> a cold',
    '<go> out into the snow; <wait> by the door; <button> it up to the chin; <walk> down to the lake',
  ),
  scene(
    'take+off',
    '{his} shoes; {his} wet boots; {his} socks',
    'the floor [was|is] clean; the carpet [was|is] new; there [was|is] mud on the path; {who} <come> in from the garden',
    '<leave> them at the door; <put> them by the stove; <walk> in on bare feet; <warm> {his} feet by the stove',
  ),
  scene(
    'take+off',
    '{his} {hat|hats}; {his} {coat|coats}; {his} {scarf|scarves}',
    'it [was|is] warm in the hall; {who} <want> to stay; the sun [came|comes] out; {who} <enter> the church',
    '<hang> {it} on the hook; <hold> {it} in {his} {hand|hands}; <lay> {it} on a chair; <forget> {it} there',
  ),
  scene(
    'turn+on',
    'the lamp; the light; the lamp on the desk',
    'it [was|is] getting dark; {who} <want> to read; the room [was|is] too dark for reading; the sun [went|goes] down',
    '<read> for an hour; <sit> down at the desk; <look> for {his} glasses; <draw> the curtains',
  ),
  scene(
    'turn+off',
    'the light; the lamp; the radio; the television',
    '{who} <be> tired; it [was|is] midnight; the baby [was|is] asleep; the film [was|is] over',
    '<go> to bed; <close> {his} eyes; <lie> awake for an hour; <fall> asleep at once',
  ),
  scene(
    'light',
    'a candle; the candle; the old lamp',
    'the lights [went|go] out; there [was|is] no electricity; the storm [had cut|has cut] the power; it [was|is] dark in the cellar',
    '<put> it on the table; <carry> it up the stairs; <blow> out the match; <play> cards',
  ),
  scene(
    'light',
    'the fire; the stove; a fire in the kitchen',
    'the house [was|is] cold; there [was|is] ice on the windows; the night [was|is] cold; everybody [was|is] shivering',
    '<warm> {his} hands; <put> on another log; <pull> the chairs closer; <dry> {his} socks',
  ),
  scene(
    'wash',
    'the plates*; the cups*; the dishes*; the big pot',
    'dinner [was|is] over; the guests [had gone|have gone]; the sink [was|is] full; there [were|are] no clean plates',
    '<put> {it} in the cupboard; <dry> {his} hands; <look> for a towel; <sing> a song',
  ),
  scene(
    'wash',
    '{his} hands*; {his} {face|faces}; {his} hands and {face|faces}*',
    '{who} <work> in the garden; {whose} fingers [were|are] black; lunch [was|is] on the table; {who} <have> mended the bicycle',
    '<look> for the soap; <sit> down at the table; <dry> {it} on a clean towel',
  ),
  scene(
    'feed',
    'the cat; the dog; the hens*; the fish; the rabbits*',
    'the bowl [was|is] empty; the animals [were|are] hungry; it [was|is] six in the morning; {whose} sister [was|is] away',
    '<fill> the bowl with water; <shut> the door of the shed; <wash> the bowl; <go> back to bed',
  ),
  scene(
    'water',
    'the flowers; the tomatoes; the garden; the roses',
    'it [had not rained|has not rained] for weeks; the ground [was|is] dry; the leaves [were|are] brown; the sun [had gone|has gone] down',
    '<sit> down in the shade; <put> the hose away; <pull> up some weeds; <pick> a rose',
  ),
  scene(
    'pick',
    'the apples; the pears; some plums; a basket of cherries',
    'the fruit [was|is] ripe; the branches [were|are] heavy; the ladder [stood|stands] under the tree; it [was|is] the end of summer',
    '<bake> a pie; <fill> the basket; <fall> off the ladder; <give> half of them away',
  ),
  scene(
    'write',
    'a letter; a long letter; a card; a letter to {his} brother',
    '{whose} brother [lived|lives] far away; it [was|is] {whose} aunt’s birthday; {who} <have> some news; {who} <be> alone in a strange town',
    '<look> for a stamp; <sign> it at the bottom; <walk> to the post office; <tell> everything',
  ),
  scene(
    'post',
    'the letter; the card; both letters*',
    '{who} <pass> the post office; there [was|is] a stamp on the envelope; {who} <walk> by the letter box',
    '<walk> home; <hope> for an answer; <hear> {it} drop; <buy> some more stamps',
  ),
  scene(
    'miss',
    'the bus; the train; the last bus; the school bus',
    '{who} <be> late; the clock [was|is] slow; the clock in the kitchen [had stopped|has stopped]; {who} <wake> up at nine',
    '<walk> to work; <wait> an hour at the station; <run> all the way; <take> a taxi',
  ),
  scene(
    'catch',
    'the bus; the train; the last train; the early bus',
    '{who} <run> all the way; the driver [waited|waits]; {whose} sister [held|holds] the door; {who} <be> early for once',
    '<find> a seat by the window; <show> {his} {ticket|tickets}; <get> off at the station; <fall> asleep',
  ),
  scene(
    'buy',
    'some bread; two loaves*; six rolls*; a cake',
    'the baker [was|is] still open; there [was|is] no bread in the house; {who} <stop> at the bakery; {who} <smell> the bakery from the street',
    '<eat> some on the way; <carry> {it} home; <put> {it} in {his} basket; <count> {his} change',
  ),
  scene(
    'buy',
    'a ticket; two tickets*; a ticket to the coast',
    'the train [was|is] leaving soon; {who} <want> to see the film; the ticket office [was|is] open; {who} <go> to see {whose} aunt by the sea',
    '<look> for a seat; <put> {it} in a pocket; <lose> {it} at once; <find> {his} {place|places}',
  ),
  scene(
    'mend',
    'the roof; the old roof; the roof of the shed',
    'the rain [came|comes] in; water [dripped|drips] on the bed; the storm [had broken|has broken] the tiles; there [was|is] a hole above the stove',
    '<climb> down again; <hit> {his} {thumb|thumbs}; <drop> the hammer; <empty> the buckets',
  ),
  scene(
    'mend',
    'the fence; the garden fence; the gate',
    'the sheep [had got|have got] out; the dog [ran|runs] away again; the wood [was|is] rotten; a cow [stood|stands] among the roses',
    '<paint> it green; <put> the tools away; <look> for more nails; <count> the sheep',
  ),
  scene(
    'sweep',
    'the floor; the stairs; the yard; the step',
    'there [were|are] leaves everywhere; the floor [was|is] covered with dust; a plate [had broken|has broken]; there [was|is] sand in the hall',
    '<put> the broom away; <open> the windows; <find> a coin; <start> again',
  ),
];
