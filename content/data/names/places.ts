// Names of places for the grammar: those of the training sentences, and others (`fresh`) that only held-out sentences may draw.

const list = (text: string): string[] => text.trim().split(/\s*,\s*/);

export interface Places {
  readonly towns: readonly string[];
  readonly countries: readonly string[];
  /** Rivers, seas, ranges: what takes an article. */
  readonly waters: readonly string[];
  /** Lakes, mountains, capes, islands: what takes none. */
  readonly features: readonly string[];
  readonly streets: readonly string[];
  /** Buildings, with the article before them. */
  readonly buildings: readonly string[];
}

export const places: Places = {
  towns:
    list(`Kelder, Port Anselm, Dunmarrow, Gannet Bay, Saltmoor, Thornby, Mill Halt, Brackwater, Nether Wick, Upper Farrow, Old Farrow, Little Sarn,
Lisbon, Naples, Bergen, Accra, Oslo, Quito, Hanoi, Tallinn, Cairo, Nairobi, Osaka, Porto, Lima, Kraków, Palermo, Gdynia, Tunis, Valletta, Prague, Riga, Ghent,
Cardiff, Dakar, Recife, Basel, Ankara, Athens, Odessa, Smyrna, Haifa, Graz, Brno, Suva, Hobart, Cairns, Lagos, Kyoto, Lyon, Isfahan, Samarkand, Reading, Bath,
Alder Cross, Amble St. Mary, Arkengate, Ashwick, Barrowmouth, Beck Hollow, Bellhaven, Birchover, Blackstone Ferry, Bramley Fen, Brindle, Burnt Oak, Castle Orne,
Clapperton, Copthorne, Cragside, Crowmarsh, Dallowby, East Hallow, Eddlestone, Elmsworth, Ferry Hinks, Foxcombe, Garth, Gosling Green, Great Tarn, Hadlow,
Hagworth, Harbour Grace, Hartsmere, High Wenlow, Holmbury, Ironside, Kettlesham, Kilbracken, Kirkholm, Langstone, Long Marl, Lower Ditchford, Lynmarsh,
Maiden Down, Merrow, Middle Stoke, Monksferry, Netherby, New Holland, Newsham, North Ravel, Oakhanger, Otterhampton, Penwick, Pinner’s Hill, Plumstead, Port Laval,
Queensferry, Ravensholt, Redmire, Rookhope, Saint-Aubin, Sandhaven, Santa Brígida, Shepton Vale, Skelby, South Ferriby, Stonegrave, Strathallan, Summerfold,
Swanmore, Tarrant, Tidewell, Trewarne, Upwell, Wadebridge, Walcott, Westering, Whitmarsh, Wickersley, Winterbourne, Wolverdale, Yarm, Zennor,
Amsterdam, Antwerp, Baku, Bangkok, Barcelona, Beirut, Belgrade, Bogotá, Bratislava, Bremen, Bucharest, Budapest, Buenos Aires, Bristol, Calgary, Cape Town,
Caracas, Cologne, Colombo, Cusco, Damascus, Dublin, Durban, Edinburgh, Freetown, Geneva, Genoa, Glasgow, Gothenburg, Guadalajara, Hamburg, Harare,
Havana, Istanbul, Izmir, Kampala, Karachi, Kathmandu, Kigali, Kobe, La Paz, Leipzig, Ljubljana, Lusaka, Madrid, Malmö, Manila, Marrakesh, Minsk, Monrovia,
Montreal, Mumbai, Munich, Muscat, Nagoya, Nicosia, Novi Sad, Oaxaca, Oulu, Perth, Pisa, Plymouth, Poznań, Pune, Rabat, Rosario, Rouen, San Juan, Santiago, Sarajevo,
Seville, Shanghai, Skopje, Sofia, Stavanger, Tampere, Tbilisi, Tirana, Toledo, Toronto, Toulouse, Trieste, Tripoli, Turin, Valparaíso, Varna, Vilnius,
Warsaw, Wrocław, Yangon, Yerevan, York, Zagreb, Zürich`),
  countries:
    list(`Peru, Ghana, Norway, Estonia, Portugal, Bolivia, Moldova, Spain, Chile, Zambia, Italy, Slovenia, Kenya, Bulgaria, Iceland, Belgium, France,
Jamaica, Togo, Turkey, China, Wales, Ecuador, Lesotho, Albania, Algeria, Angola, Argentina, Austria, Bangladesh, Botswana, Brazil, Burma, Cambodia, Canada, Colombia, Corsica,
Crete, Croatia, Cuba, Cyprus, Denmark, Egypt, Ethiopia, Fiji, Germany, Greece, Guatemala, Guyana, Honduras, Hungary, India, Indonesia, Ireland, Japan, Kazakhstan,
Laos, Liberia, Madagascar, Malaysia, Mali, Mexico, Mongolia, Morocco, Mozambique, Namibia, Nepal, New Zealand, Nigeria, Pakistan, Panama, Paraguay, Poland, Romania,
Rwanda, Samoa, Sardinia, Scotland, Serbia, Sicily, Slovakia, Somalia, Sri Lanka, Sudan, Sweden, Switzerland, Syria, Tanzania, Thailand, Tunisia, Uganda, Ukraine,
Venezuela, Vietnam, Yemen, Zimbabwe, Andalusia, Bavaria, Brittany, Cornwall, Galicia, Lapland, Provence, Tuscany, Yorkshire, Bengal, Punjab`),
  waters:
    list(`Vellin, Hudson, Volta, Danube, Douro, Sahara, Emajõgi, Amazon, Atlantic, Adriatic, Alps, Andes, Baltic, Balkans, Caucasus, Clyde, Congo, Ebro,
Elbe, Euphrates, Ganges, Garonne, Highlands, Himalayas, Humber, Indus, Loire, Mekong, Mersey, Mississippi, Moselle, Niger, Nile, Oder, Orinoco, Pacific, Pyrenees,
Rhine, Rhône, Severn, Tagus, Tamar, Thames, Tiber, Tigris, Tweed, Urals, Vistula, Yangtze, Arrel, Brede, Cullen Water, Isle of Wether, Marran Hills, Ormond Hills,
Orne, Strait of Bohun, Wend, Lower Marches, North Sound`),
  features:
    list(`Lake Ormond, Mount Harrow, Cape Sorrow, Seal Island, Hob Light, Cold Fell, Lake Geneva, Lake Victoria, Mount Etna, Loch Ardle, Cape Farrow, Cape Verity,
Lake Sollen, Lake Pym, Mount Saint Oda, Mount Kessel, Heron Island, Goat Island, Tern Point, Gull Rock, Grey Fell, Otter Fell, Wolf Crag, Raven Crag, Fisher Head,
Point Lacey, Dead Man’s Cove, Smuggler’s Bay, Orchard Bay, Bishop’s Wood, Hangman’s Hill, Long Moss, Broad Down, Loch Garrow`),
  streets:
    list(`Candle Street, Station Road, Market Street, Mill Lane, Abbey Road, Victoria Square, Bell Street, Bridge Street, Castle Hill, Chapel Lane, Church Street,
Cooper’s Row, Fish Street, Fleece Yard, Garden Terrace, Gasworks Road, Glover Street, Harbour Road, High Street, Jubilee Road, King Street, Lark Lane, Long Lane,
Milk Street, Mulberry Avenue, Nelson Square, New Road, Orchard Road, Paradise Row, Park Lane, Peacock Yard, Prospect Terrace, Quarry Road, Queen Square, Rope Walk,
Rue des Lilas, Saddler’s Yard, Salt Lane, School Lane, Silver Street, Spring Gardens, Tanner Street, Union Street, Vine Street, Water Lane, Weaver’s Row,
Willow Avenue, Windmill Road, Calle Mayor, Via Garibaldi`),
  buildings:
    list(`Crown Hotel, Corn Exchange, Anchor Inn, Tivoli Theatre, Royal Infirmary, Hotel Miramar, Harbour Museum, Presidential Palace, Crooked Bridge,
Old Harbour, Alhambra Cinema, Apollo Theatre, Assembly Rooms, Black Horse Inn, Botanical Gardens, Bull Hotel, Central Library, Central Station, City Hall,
Civic Theatre, County Hospital, Customs House, Eastgate Bridge, Empire Cinema, Fever Hospital, Fishermen’s Chapel, Globe Theatre, Grand Hotel, Grand Pavilion,
Hotel Bristol, Hotel Splendid, Iron Bridge, King’s Arms, Lamb Inn, Maritime Museum, Market Hall, Museum of Bread, National Gallery, Northern Hospital, Odeon,
Opera House, Palace Hotel, Plough Inn, Queen’s Hotel, Railway Museum, Red Lion, Rope Bridge, Rose Theatre, Ship Inn, Station Hotel, Sun Inn, Swan Inn,
Swing Bridge, Town Hall, Toy Museum, Victoria Hall, West Pier, White Tower, Winter Gardens, Woolpack Inn`),
};

export const fresh: Places = {
  towns:
    list(`Aldersea, Bleakstow, Castle Merrin, Dymford, Eastry Sands, Fallowden, Gribbin, Hollin Bank, Inverkeld, Kilmorack, Lesser Hobb, Market Orby, Nantwell,
Port Isolde, Quoyle, Ramsgill, Sallow Bridge, Tolverne, Wexwick, Zelham, Aarhus, Bilbao, Cork City, Dhaka, Eindhoven, Faro, Gdańsk, Hanover, Inchmouth Bar, Jaipur, Kazan,
Lahore, Medellín, Nantes, Ostend, Pécs, Rijeka, Szeged, Tromsø, Utica, Vigo, Windhoek, Yaren, Zadar`),
  countries: list(
    'Belarus, Benin, Bhutan, Burundi, Gabon, Haiti, Kuwait, Lebanon, Malawi, Nicaragua, Oman, Qatar, Suriname, Tonga, Catalonia, Flanders, Umbria, Silesia',
  ),
  waters: list(
    'Arno, Dnieper, Guadiana, Irrawaddy, Limpopo, Tees, Yukon, Apennines, Carpathians, Cairngorms, Wash, Sind, Liffey, Strait of Merrin',
  ),
  features: list(
    'Lake Ulla, Mount Brannan, Cape Wherry, Puffin Island, Thistle Fell, Loch Morrow, Kittiwake Point, Beggar’s Hill, Lake Titus, Widow’s Bay',
  ),
  streets: list(
    'Almond Row, Baker’s Yard, Cutler Street, Drover’s Lane, Emperor Avenue, Friary Road, Gallows Lane, Herring Street, Ivy Terrace, Rua Augusta, Juniper Square, Kiln Road',
  ),
  buildings: list(
    'Adelphi Theatre, Bellevue Hotel, Criterion Cinema, Drapers’ Hall, Fountain Inn, Half Moon Inn, Lighthouse Museum, Mercy Hospital, Pump Room, Viaduct Hotel, Lyric Theatre, Museum of Keys',
  ),
};
