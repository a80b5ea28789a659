// Clauses that praise or blame: of either polarity (@, with ~ for the other), for the templates to join.
import { bothWays, list, type Rules } from './expand.ts';
import * as blame from './blame.ts';
import * as praise from './praise.ts';
import * as sayingsBlame from './sayingsBlame.ts';
import * as sayingsPraise from './sayingsPraise.ts';
import * as verdicts from './verdicts.ts';
import { wordRules } from './words.ts';

const names = [
  'filmDoes',
  'iDid',
  'othersDid',
  'like',
  'advice',
  'makerDid',
  'playerDid',
  'holds',
  'which',
] as const;

const built: Rules = bothWays({
  'strong@': list(`{adj@}; {adj@}; {phrase@}; {very} {adj@}; {adj@} and {adj@}`),
  maker: list(
    `the director; the writer; the composer; the young director; the editor; the cameraman; the author; the producer; whoever made this; the old master; the team behind it; the studio`,
  ),
  player: list(
    `the star; the leading man; the leading lady; the lead actress; the veteran in the title role; the man in the main part; the woman at its centre; the newcomer; the comedian; the famous son; the singer in her first part; the boy; the grandfather`,
  ),
  'crew@': list(`{maker} {makerDid@}; {player} {playerDid@}`),
  // a clause about one part
  'part@':
    list(`{noun told} <be> {told@}; {noun acted} <be> {acted@}; {noun seen} <be> {seen@}; {noun heard} <be> {heard@}; {noun comic} <be> {comic@}; {noun part} <be> {any@}
{noun told} <be> {told@} (throughout|from first to last|all the way|again and again|in every scene); {noun told} <be> {told@} and {told@}; {noun acted} <be> {acted@} and {acted@}; {noun played} <be> {played@}; {noun played} <be> {played@} and {played@}; {noun seen} <be> {seen@} and {noun heard} <be> {heard@}
{noun part} <be> {adv@} (done|handled|managed|judged|thought out); {crew@}; {crew@}; {noun seen} <look> {seen@}; {noun heard} <sound> {heard@}; {noun told}, {noun acted} and {noun heard} are all {any@}`),
  // a clause about the whole
  'whole@': list(
    `{noun film} is {strong@}; {noun film} is a {adj@} {thing@}; {noun film} is a {thing@}; {noun film} {filmDoes@}; {noun film} {filmDoes@}; {noun film} is {adv@} {done}; {noun film} is full of {stuff@}; {noun film} has {holds@}; {noun film} is like {like@}; {noun film} feels like {like@}; {noun film} is a {film} {which@}; {noun film} gives us {holds@}; {noun film} is all {stuff@} and {stuff@}`,
  ),
  'they@': list(
    `I {iDid@}; I {iDid@}; I {iDid@}; {othersDid@}; {othersDid@}; I think it {adj@}; I found it {adj@}; I found it {strong@}; I call it {adj@}; I call it {a thing@}; we thought it {adj@}; we found it {adj@}`,
  ),
  'a thing@': list(`a {thing@}; a {adj@} {thing@}; a {adj@} {film}`),
  'clause@': list(`{part@}; {part@}; {whole@}; {whole@}; {they@}; {they@}; {saying@}; {saying@}; {saying@}`),
  // the same, short enough to stand beside another
  'short@': list(
    `{noun told} <be> {told@}; {noun acted} <be> {acted@}; {noun played} <be> {played@}; {noun seen} <be> {seen@}; {noun heard} <be> {heard@}; {noun comic} <be> {comic@}; {noun part} <be> {any@}; {noun told} <be> {told@}; {noun acted} <be> {acted@}; {crew@}`,
  ),
});

export const rules: Rules = {
  ...wordRules,
  ...built,
  ...Object.fromEntries(
    names.flatMap((name) => [
      [`${name}+`, praise[name]],
      [`${name}-`, blame[name]],
    ]),
  ),
  'aside+': sayingsPraise.parts,
  'aside-': sayingsBlame.parts,
  'cry+': [...sayingsPraise.peopleCries, ...verdicts.praisingCries],
  'cry-': [...sayingsBlame.peopleCries, ...verdicts.blamingCries],
  'saying+': [...sayingsPraise.parts, ...sayingsPraise.people, ...verdicts.praising],
  'saying-': [...sayingsBlame.parts, ...sayingsBlame.people, ...verdicts.blaming],
};
