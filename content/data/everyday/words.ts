// People and verbs of the grammar, with the forms that agreement needs.

export interface Person {
  readonly name: string;
  readonly whose: string;
  readonly he: string;
  readonly his: string;
  readonly himself: string;
  /** Takes the form of the present with an s. */
  readonly third: boolean;
  readonly was: string;
  readonly is: string;
  /** Several people, of whom each has a hat. */
  readonly many: boolean;
}

const he = { he: 'he', his: 'his', himself: 'himself', third: true, was: 'was', is: 'is', many: false };
const she = { he: 'she', his: 'her', himself: 'herself', third: true, was: 'was', is: 'is', many: false };
const they = {
  he: 'they',
  his: 'their',
  himself: 'themselves',
  third: false,
  was: 'were',
  is: 'are',
  many: true,
};

/** `the boys’`, `Anna’s`, `the children’s`. */
const possessive = (name: string): string => `${name}${name.endsWith('s') ? '’' : '’s'}`;
const named = (forms: Omit<Person, 'name' | 'whose'>, names: string): Person[] =>
  names.split(', ').map((name) => ({ name, whose: possessive(name), ...forms }));

export const people: readonly Person[] = [
  ...named(
    he,
    'Tom, Ben, Peter, Mr Hill, my father, my uncle, my brother, the old man, the boy, her husband, our neighbour, grandfather, the driver, the teacher',
  ),
  ...named(
    she,
    'Anna, Lena, Maria, Mrs Hill, my mother, my aunt, my sister, the old woman, the girl, his wife, the nurse, grandmother, the baker’s daughter, the cook',
  ),
  ...named(
    they,
    'the children, my parents, the boys, the girls, the neighbours, Anna and Tom, Ben and his sister, two of the guests, the students, the twins',
  ),
  {
    name: 'I',
    whose: 'my',
    he: 'I',
    his: 'my',
    himself: 'myself',
    third: false,
    was: 'was',
    is: 'am',
    many: false,
  },
  {
    name: 'we',
    whose: 'our',
    he: 'we',
    his: 'our',
    himself: 'ourselves',
    third: false,
    was: 'were',
    is: 'are',
    many: true,
  },
];

export interface Verb {
  readonly base: string;
  readonly third: string;
  readonly past: string;
  readonly participle: string;
}

/** Irregular ones, and those whose s is not just added: base, with s, past, participle. */
const irregular = `begin begins began begun; blow blows blew blown; break breaks broke broken; bring brings brought brought;
buy buys bought bought; carry carries carried carried; catch catches caught caught; cut cuts cut cut; do does did done; drink drinks drank drunk;
drive drives drove driven; drop drops dropped dropped; dry dries dried dried; eat eats ate eaten; fall falls fell fallen;
feed feeds fed fed; find finds found found; forget forgets forgot forgotten; get gets got got; give gives gave given; go goes went gone;
hang hangs hung hung; have has had had; hear hears heard heard; hold holds held held; keep keeps kept kept; lay lays laid laid; leave leaves left left;
lend lends lent lent; light lights lit lit; lose loses lost lost; make makes made made; put puts put put; read reads read read; ring rings rang rung; run runs ran run;
say says said said; see sees saw seen; sell sells sold sold; sew sews sewed sewn; shut shuts shut shut; sit sits sat sat; sleep sleeps slept slept; stop stops stopped stopped;
strike strikes struck struck; sweep sweeps swept swept; take takes took taken; tell tells told told; throw throws threw thrown; wake wakes woke woken; write writes wrote written;
slip slips slipped slipped; rub rubs rubbed rubbed; wrap wraps wrapped wrapped; dig digs dug dug; tie ties tied tied;
step steps stepped stepped; hug hugs hugged hugged; hum hums hummed hummed; bury buries buried buried; chop chops chopped chopped; stir stirs stirred stirred;
wind winds wound wound; ride rides rode ridden; stick sticks stuck stuck; lie lies lay lain; let lets let let; shake shakes shook shaken; draw draws drew drawn;
think thinks thought thought; sing sings sang sung; hit hits hit hit; come comes came come; empty empties emptied emptied; set sets set set`;
const known = new Map(
  irregular.split(/;\s*/).map((row) => {
    const [base = '', third = '', past = '', participle = ''] = row.split(' ');
    return [base, { base, third, past, participle }];
  }),
);

/** The forms of a verb, particle and all (`blow out`); one that is not in the list above is regular. */
export function verb(words: string): Verb {
  const [base = '', ...particles] = words.split(' ');
  const past = base.endsWith('e') ? `${base}d` : `${base}ed`;
  const regular = {
    base,
    third: /(?:s|sh|ch|x|z)$/.test(base) ? `${base}es` : `${base}s`,
    past,
    participle: past,
  };
  const forms = Object.entries(known.get(base) ?? regular);
  return Object.fromEntries(
    forms.map(([name, form]) => [name, [form, ...particles].join(' ')]),
  ) as unknown as Verb;
}
