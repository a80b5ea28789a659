// Names of people for the grammar: those of the training sentences, and others (`fresh`) that only held-out sentences may draw.

const list = (text: string): string[] => text.trim().split(/\s*,\s*/);

export interface People {
  readonly women: readonly string[];
  readonly men: readonly string[];
  readonly surnames: readonly string[];
}

export const people: People = {
  women:
    list(`Mara, Leila, Hana, Ngozi, Aoife, Siân, Eleni, Yuki, Ingrid, Farida, Marisol, Gwen, Pilar, Odile, Anneke, Ines, Adaeze, Tamsin,
Freya, Greta, Solveig, Dagny, Rosalind, Lucía, Zanele, Minna, Bess, Nerys, Ayesha, Kirsten, Amara, Ilse, Nadia, Ottoline, Edith, Mei, Lotte,
Agnes, Alma, Amina, Anouk, Astrid, Beatrix, Bridget, Bronwen, Catrin, Celeste, Chioma, Cora, Delphine, Dilara, Dorothea, Ebba, Elif, Elsbeth,
Esperanza, Fatou, Fionnuala, Flora, Giulia, Halima, Harriet, Hilde, Imogen, Irina, Isolde, Jadwiga, Joanna, Kamala, Katya, Khadija, Lakshmi,
Ludmila, Mabel, Maeve, Magda, Marit, Matilda, Meera, Milena, Nora, Noor, Olga, Paloma, Petra, Phoebe, Rachel, Rania, Rukmini, Ruth, Sabine,
Safiya, Sigrid, Sofia, Sunita, Svetlana, Tatiana, Thandiwe, Tilda, Ulrike, Ursula, Vera, Violet, Wanjiru, Winnie, Xenia, Yara, Yasmin, Zofia`),
  men: list(`Tomasz, Dev, Emre, Cem, Bram, Rafael, Kwame, Minh, Olu, Teodor, Luka, Hamish, Goran, Isidro, Emlyn, Kofi, Naveen, Abel, Colm, Eurig,
Ousmane, Paolo, Ugo, Bako, Arvid, Ewald, Jonah, Yusuf, Otto, Sanjay, Torvald, Dimitri, Florian, Ambrose, Tobias, Pascoe, Jermaine, Ilkka, Tuan,
Alasdhair, Alfred, Anders, Anselmo, Arjun, Aurel, Bertil, Boris, Callum, Casper, Cedric, Chidi, Cyril, Dafydd, Dario, Diego, Duncan, Edmund,
Edvard, Emeka, Enzo, Farid, Fergus, Fyodor, Gareth, Georgios, Gilbert, Hakim, Harald, Henrik, Hiroshi, Hugo, Ibrahim, Idris, Igor, Ivo, Jakub,
Javier, Joost, Kamil, Kenji, Lars, Laszlo, Levan, Magnus, Malik, Marek, Mateo, Milo, Nikolai, Niall, Omar, Oskar, Owain, Padraig, Pavel, Quentin,
Rajesh, Ralph, Rashid, Rhys, Rufus, Salim, Samir, Sione, Stellan, Stefan, Sven, Tariq, Tendai, Tibor, Tunde, Umberto, Vasily, Victor, Walter, Xavier,
Yannis, Zoltan`),
  surnames:
    list(`Quill, Adeyemi, Haddadi, Wrona, Pritchard, Brannigan, Ossorio, de Wit, Boateng, Tanabe, Vesely, Malhotra, Aksoy, Ilic, Lathom, Martins,
Noorzai, Kostaki, Fuentes, Okafor, Orr, Solheim, Vos, Drenovac, Halapua, Brandt, Zavaleta, Marsh, Devlin, Rocha, Diallo, Oake, Paz, Holloway, Kulkarni,
Abara, Achterholt, Adair, Agarwal, Ainslie, Akintola, Albrecht, Alvarado, Amundsen, Antonescu, Arbuthnot, Armitage, Asante, Atkin, Baptiste, Barrow,
Bashir, Beckwith, Bellamy, Benítez, Bergström, Birdsall, Blackwood, Bogdan, Borges, Boyle, Braithwaite, Brodie, Bukowski, Calloway, Carvalho, Chaloner,
Chaudhry, Cheung, Christodoulou, Claesson, Cleary, Coker, Conti, Corrigan, Cranham, Cusack, da Silva, Dahlberg, Danjuma, Dempsey, Desai, Dimitrov,
Dobbs, Donnelly, Doyle, Dragan, Dufour, Dunlop, Dvorak, Eastwick, Eberhardt, Ekström, Elwood, Eriksen, Espinoza, Fairbrother, Falk, Farrow, Faulkner,
Fernandes, Fielding, Fitzgerald, Fonseca, Forsyth, Fujimoto, Gallagher, Garside, Ghosh, Gilchrist, Goldberg, Gomes, Grabowski, Greenhalgh, Grimaldi,
Gunnarsson, Habib, Halloran, Hanley, Harkness, Hartmann, Hassan, Heikkinen, Herrera, Hinds, Holm, Horvath, Hussain, Ibarra, Ilves, Isaksen, Iwanski,
Jacobsen, Jankowski, Jimenez, Kaplan, Karlsen, Kavanagh, Keane, Kershaw, Khatun, Kimura, Kirwan, Klein, Kowalczyk, Krishnan, Kruger, Lachance, Lamb,
Langley, Larkin, Laurent, Leclerc, Lehtonen, Lindqvist, Lombardi, Lovell, Lund, MacBride, Mahoney, Makinde, Malone, Mancini, Marchetti, Mbeki-Jones,
McAllister, McGrath, Mendoza, Mihailov, Mirza, Molina, Moreau, Morton, Mukherjee, Murphy, Naidoo, Nakamura, Napier, Ndiaye, Nedved, Nilsen, Novak,
O’Brien, O’Hara, O’Malley, Obi, Odhiambo, Okonkwo, Olofsson, Onyango, Ortega, Osei, Palmer, Pascal, Patel, Pellegrini, Penrose, Petrov, Pickering,
Pinto, Popescu, Prasad, Pryce, Quayle, Rafferty, Ramsden, Rasmussen, Reddy, Redfern, Reyes, Robles, Romano, Rosen, Rossi, Rutherford, Sandoval,
Santos, Sato, Schneider, Sefton-Gray, Serrano, Shah, Sharma, Shaw, Simmons, Sinclair, Skinner, Sokolov, Stern, Stoyanov, Sutton, Suzuki, Szabo,
Takahashi, Tanner, Teixeira, Thorpe, Tiwari, Torres, Treacy, Tully, Turunen, Urban, Valdés, van Dam, van der Berg, Varga-Smith, Vasquez, Vaughan,
Verhoeven, von Lutz, Waleed, Walsh, Warsame, Weaver, Weiss, Whelan, Wiklund, Wolff, Woźniak, Yamada, Yeboah, Yildiz, Zapata, Zielinski, Zimmer`),
};

export const fresh: People = {
  women:
    list(`Akosua, Birgitta, Cressida, Drusilla, Enid, Fenella, Galina, Hermione, Ioana, Jocasta, Keziah, Lavinia, Mwende, Nuala, Oonagh, Parvati,
Quenby, Rowena, Sakura, Thirza, Uzma, Venetia, Wenche, Ysolde, Zuleika, Ailsa, Bettina, Clodagh, Desta, Elspeth`),
  men: list(`Absalom, Bartholomew, Caspian, Dragomir, Erasmus, Feliks, Gethin, Horatio, Inigo, Jarek, Kasimir, Leopoldo, Mustafa, Ngugi, Octavio,
Peregrine, Qasim, Rasmus, Silas, Thaddeus, Ulf, Valentin, Wystan, Yevgeny, Zebedee, Aldous, Bogumil, Cormac, Dieter, Eskil`),
  surnames:
    list(`Abernathy-Cole, Ballantyne, Cholmondeley, Dombrowski, Eyre, Fothergill, Guzman, Hathersage, Iyengar, Jarvela, Kinsella, Lockhart, Mwangi,
Norling, Oduwole, Pendragon, Quartey, Ridsdale, Szymanski, Thwaite, Underhill, Vandermeer, Wainwright, Xenakis, Yarwood, Zeller, Aguilar, Bramhall,
Castellane, Dinsmore, Etxebarria, Fjeldstad, Gormley, Hovland, Inskip, Jephson, Kaczmarek, Longbottom, Mkhize, Nowicki, Ostberg, Purcell,
Rathbone, Sepulveda, Tremain, Uriarte, Voss-Muller, Wetherby, Yoshida, Zubov`),
};

/** Names that are a person’s, a place’s or an organisation’s: the words around them decide. */
export const ambiguous =
  list(`Hudson, Marlow, Florence, Lincoln, Jordan, Sydney, Victoria, Chelsea, Georgia, Paris, Houston, Carlisle, Preston, Derby,
Kent, Chester, Dakota, Savannah, Madison, Washington, Wells, Austin, Phoenix, Lorraine, Verona, Adelaide, Hale, Austen, Ashby, Chad, Brooklyn, Milan, Stafford,
Boston, Alexandria, Devon, Ashton, Burton, Clayton, Darwin, Kendal, Milton, Morley, Regina, Ripley, Stanley, Wellington, Whitby, Bradley, Charlotte, Hamilton,
Vienna, Carolina, Kimberley, Hastings, Melbourne, Lourdes, Denver, Aberdeen, Dallas, Winchester, Roma, Granada, Sterling`);
export const freshAmbiguous = list(
  'Lancaster, Warwick, Nelson, Selby, Beverley, Helena, Bolton, Skye, Trent, Kingsley, Catalina, Salisbury',
);
