// The invented films of the training split, each with what it is and what may be praised or blamed in it. The films of the held-out split stand apart.
import { list } from './expand.ts';

export interface Film {
  readonly name: string;
  /** As it follows `a`: `spy film`. */
  readonly genre: string;
  /** Nouns with their article; a star marks a plural. */
  readonly own: readonly string[];
}

const genre = (name: string, own: string, films: string): Film[] =>
  list(films).map((film) => ({ name: film, genre: name, own: list(own) }));

export const films: readonly Film[] = [
  ...genre(
    'western',
    'the shoot-out; the saloon scenes*; the horses*; the dusty hero',
    'The Marsh Accountant',
  ),
  ...genre(
    'war film',
    'the battles*; the last charge; the scenes in the trench*; the young soldiers*',
    'Muster at Blackthorn Weir; Hollow Marching',
  ),
  ...genre(
    'thriller',
    'the chase; the twist; the suspense; the villain; the final showdown',
    'Kestrel Down; The Last Tram to Orrin; Cold Harbour Lullaby; The Amber Ferry; The Jackdaw Protocol',
  ),
  ...genre(
    'costume drama',
    'the costumes*; the ballroom scene; the country house; the wigs*; the candlelight',
    'The Icehouse Letters; Linen and Lightning; The Ironmonger’s Waltz',
  ),
  ...genre(
    'comedy',
    'the jokes*; the gags*; the slapstick; the comic timing; the pie fight; the puns*',
    'Ladders to Let; Borrowed Gravy; The Goose Inspector; The Fennel War; The Copper Aunt; Jam Tomorrow at Noon; Dust on the Tuba',
  ),
  ...genre(
    'horror film',
    'the scares*; the monster; the creaking stairs*; the cellar scene; the ghost',
    'Keys to Nobody’s House; Midnight at the Sawmill; The Moth Hotel; House of Tin Spoons; The Dentist of Dunmore Sands',
  ),
  ...genre(
    'family film',
    'the puppets*; the talking animals*; the small heroine; the songs*',
    'Goodnight Engine Nine; Galoshes for Giants; The Button Thief; The Lemon Street Irregulars; The Kettle Ghost; Fathoms of Felt; The Astronomer’s Laundry',
  ),
  ...genre(
    'drama',
    'the family scenes*; the silences*; the funeral; the quarrels*; the portrait of old age',
    'The Glass Allotment; A Bicycle in Winter; A Field Without Gates; Half a Lighthouse; A Hundred Wet Sundays; Ivy Against the Wall; Ashes for Breakfast; Bells Under the Lake',
  ),
  ...genre(
    'adventure',
    'the storm; the sword fights*; the map; the escape',
    'The Cartographer’s Nephew; Caravan of Clocks',
  ),
  ...genre(
    'documentary',
    'the interviews*; the voice-over; the old photographs*; the facts*',
    'My Uncle the Glacier; The Knot Museum; Dogs of the Upper Canal; In the Wake of Otters',
  ),
  ...genre(
    'crime story',
    'the clues*; the detective; the solution; the trial; the alibi',
    'The Beekeeper’s Alibi; Crabapple Court; The Juniper Heist; The Honey Audit; The Fourth Lamplighter',
  ),
  ...genre(
    'love story',
    'the kiss; the romance; the lovers*; the wedding; the letters*',
    'Kingfisher on Platform Two; Gravel for Two; Letters to a Lock-Keeper; Brine and Buttons; Elsewhere on Tuesday',
  ),
  ...genre(
    'musical',
    'the songs*; the dancing; the big number; the chorus',
    'Eleven Umbrellas; The Harrow Street Choir',
  ),
  ...genre(
    'science-fiction film',
    'the robots*; the spaceship; the special effects*; the aliens*',
    'Drumlin Nine; The Echo Clerk; Custard Moon',
  ),
  ...genre(
    'fantasy',
    'the dragons*; the magic; the battle of the wizards; the enchanted forest',
    'Moss on the Throne; Inkfall',
  ),
  ...genre(
    'road movie',
    'the journey; the landscapes*; the breakdown; the strangers on the way*',
    'Five Miles to Marrow',
  ),
  ...genre(
    'art film',
    'the symbols*; the long takes*; the silence; the dream scenes*',
    'July Has No Doors; The Mirror Tax',
  ),
  ...genre('series', 'the first episode; the neighbours*; the secrets*', 'Candlewick Road'),
];

/** Of the held-out split; what they are is left open. */
export const heldOutFilms: readonly Film[] = genre(
  'film',
  'the story; the acting; the music; the ending; the cast; the camera work; the young lead; the scenery; the last scene; the villain',
  `A Piano for Winter; Nettle Orchard; Nine Cold Candles; North of Tamarind; Oslo by Bicycle; Over the Salt Wall; Owl Season; Paper Lanterns West; Pepper and Smoke; Quarry Boys; Quince; Rain on Platform Six; Robots at Breakfast; Rust Harbour; Saltwater Alibi; Seven Small Thieves; Submarine Waltz; The Night Ferryman; The Orchid Tax; The Pilot’s Sister; The Quiet Locksmith; The Red Umbrella Club; The Silver Tractor; The Snow Accountant; The Tailor of Vesk; The Upstairs Duke; The Vanishing Choir; The Winter Postman; The Yellow Staircase; The Zookeeper’s Debt; Thunder Valley Nurses; Tin Moon; Two Spoons; Uncle Zero; Under the Glass Sea; Valley of Wasps; Velvet Hammer; Whisper Engine; Wolves in the Lobby; Xylophone Street; Yesterday’s Goalkeeper; Zebra Crossing at Noon; Zeppelin Summer`,
);
