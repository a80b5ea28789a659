// Names of organisations for the grammar, put together from parts; `fresh` parts only held-out sentences may draw.

const list = (text: string): string[] => text.trim().split(/\s*,\s*/);

/** In a pattern, {last} is a surname, {town} a town, {brand} an invented word, {any} an ambiguous name. */
export interface Organisations {
  readonly brands: readonly string[];
  readonly firms: readonly string[];
  readonly teams: readonly string[];
  readonly papers: readonly string[];
  /** Bands, orchestras, theatre companies. */
  readonly bands: readonly string[];
  /** Schools, universities, institutes. */
  readonly schools: readonly string[];
  /** What takes the article: ministries, unions, societies, parties, services. */
  readonly bodies: readonly string[];
}

export const organisations: Organisations = {
  brands:
    list(`Brightwell, Orrin, Tarn, Vanter, Hornbeam, Vellin, Alcor, Bluebell, Calder, Corvo, Dorado, Ember, Fenland, Fjord, Halcyon, Juno, Kestrel, Kingfisher, Lumen,
Magpie, Meridian, Nordwind, Osprey, Pelican, Polaris, Quillon, Rowan, Sable, Solano, Starling, Sunrise, Tamber, Tern, Umbra, Vireo, Wren, Zephyr`),
  firms:
    list(`{last} & Sons, {last} Brothers, {last} & {last}, {brand} Foods, {brand} Shipping, {brand} Bank, {brand} Mutual, {brand} Optics, {brand} Tyres, {brand} Motors,
{brand} Airlines, {brand} Electric, {brand} Paper Mills, {brand} Chemicals, {brand} Steel, {brand} Ltd, {brand} plc, {last} Ltd, {last} & Daughters, {last} Pianos, {town} Brewery,
{town} Dairy, {town} Building Society, Bank of {town}, {brand} Insurance, {brand} Toys, {brand} Telecom, {last} Tractors, {last} Biscuits, {town} Water Company, {town} Gas Company,
{brand} Buses, {brand} Ferries, {brand} Hotels, {last} Glass, {last} & Co., {brand} Seeds, {brand} Records, {any}, {any}, {any}, {any}, {brand}, {brand}`),
  teams:
    list(`{town} United, {town} Rovers, {town} Town, {town} Athletic, {town} Albion, {town} City, {town} Harriers, {town}, {town}, {any}, {any}, {any}, {any}, {country},
{country}, {country}, Inter {town}, Real {town}, Dynamo {town}, {town} Swifts, {town} Bears`),
  papers:
    list(`{town} Gazette, {town} Courier, {town} Echo, {town} Herald, {town} Advertiser, Evening Lantern, Morning Bell, {any} Gazette, Daily Anchor, Sunday Bugle, {town} Times,
Radio Lantern, Radio {town}, Channel Nine, Fishing Weekly, Northern Star`),
  bands:
    list(`Nine Wet Matches, Velvet Tractor, Lantern Quartet, {town} Philharmonic, {town} Male Voice Choir, {town} Brass Band, {last} Quartet, {last} Trio, Paper Umbrellas,
Angry Curates, Second Helpings, Tin Pan Sisters, {town} Players, {town} Opera, {town} Symphony Orchestra, {brand} Ensemble, Loose Change, Borrowed Hats, Slow Trains`),
  schools:
    list(`University of {town}, St. Brannoc College, Candle Street School, Orrin Institute, {town} Grammar School, {town} College of Art, {last} Institute, Trinity College,
St. Oda ’s School, {town} Academy, {town} Technical College, {brand} Institute, School of Mines, Institute of Tides, {town} Girls ’ School, University of {country}`),
  bodies:
    list(`Ministry of Harbours, Ministry of Roads, Ministry of Justice, Ministry of Health, Ministry of Defence, Ministry of Trade, Ministry of Culture, Foreign Office,
National Weather Office, Union of Dock Workers, Allied Trades Union, Union of Nurses, Society of Bell-Ringers, Guild of Millers, Royal Society of Puddings, Coastal Rescue Service, Kelder Constabulary,
{town} Constabulary, {town} Town Council, {town} Chess Club, {town} Rowing Club, {town} Fire Brigade, Hedgerow League, Reform Party, Farmers ’ Party, Workers ’ League, Green Front, Liberal Union,
National Bank, Port Authority, Electoral Commission, Court of Appeal, Supreme Court, Red Cross, National Trust of {country}, Central Bank of {country}, {country} Rugby Union,
Board of Trade, Institute of Bankers, {last} Foundation, {town} Historical Society, Gardeners ’ Association, Federation of Small Bakers, Customs Service, Border Guard, {town} Dramatic Society`),
};

export const fresh: Organisations = {
  brands: list(
    'Aldine, Borealis, Cobalt, Drumlin, Everest, Falcon, Gyre, Harlequin, Ibex, Jasper, Kelp, Larch, Mistral, Nimbus',
  ),
  firms:
    list(`{last} & Nephews, {last} Sisters, {brand} Cement, {brand} Cruises, {brand} Laundries, {last} Umbrellas, {brand} Holdings, {town} Coal Company, {last} Confectionery, {brand} Cables,
{brand} Freight, {brand} Pharmaceuticals, {any}, {any}, {any}, {brand}`),
  teams: list(
    '{town} Wanderers, {town} Argyle, {town} County, {town}, {any}, {any}, {any}, {country}, {country}, Sporting {town}',
  ),
  papers: list('{town} Mercury, {town} Post, {any} Observer, Weekly Trumpet, {town} Argus'),
  bands: list('Damp Matches, {town} Chamber Choir, Midnight Plumbers, {last} Sextet, {town} Ballet'),
  schools: list(
    '{town} High School, {last} College, {town} Polytechnic, Academy of Sciences, St. Cuthman ’s College',
  ),
  bodies:
    list(`Ministry of Finance, Ministry of Forests, Union of Postal Workers, Guild of Glaziers, {town} Lifeboat Service, Peasants ’ Party, {town} Bowls Club, Office of Statistics,
League of Cyclists, Mountain Rescue Service, {last} Trust, {country} Football Association`),
};
