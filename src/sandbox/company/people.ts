import { roleGroups } from '../role-groups.ts';
import { guidOf, seededRandom } from '../seeded-random.ts';
import type { DirectoryGroup, DirectoryPerson, SandboxUser } from '../tenant-data.ts';
import { organization } from './organization.ts';

/** The set of policies that a person's mail meets. */
export type Cohort = 'strict' | 'standard' | 'eu' | 'stores' | 'default';

/** Department: group name, cohort, head count. */
const departments: readonly (readonly [string, Cohort, number])[] = [
  ['executives', 'strict', 40],
  ['finance', 'strict', 360],
  ['hr', 'standard', 90],
  ['communications', 'standard', 45],
  ['it', 'standard', 140],
  ['legal', 'standard', 60],
  ['engineering', 'standard', 600],
  ['retail-stores', 'stores', 1500],
  ['sales', 'default', 420],
  ['warehouse', 'default', 380],
  ['eu-offices', 'eu', 900],
];

const given = (
  'Ada Amir Anneke Arjun Bea Bilal Carla Chidi Chloé Daan Dagny Deniz Elif Emeka Esther Farid Femke Gökçe Grete Hana ' +
  'Hassan Ines Ivo Jürgen Kaito Karin Kofi Lena Liam Lucía Luka Mads Maeve Maren Mika Nadia Nia Noor Olga Oskar Paloma ' +
  'Piet Quinn Rania Ravi Renée Rosa Sana Sven Taro Tess Uma Viktor Wanda Xenia Yara Yusuf Zoë Åsa Łucja'
).split(' ');
const family = (
  'Abara Adler Almeida Ansah Bakker Baptiste Berger Boateng Castillo Cho Conti Costa Dahl Díaz Dumont Eide Eriksen Fischer ' +
  'Fontaine García Gruber Haddad Hansen Horváth Ibarra Ito Jansen Kaya Keller Khan Kovács Kumar Lange Larsen Leclerc Lind ' +
  'Maier Marino Mbeki Meyer Moreau Nagy Ndiaye Novak Núñez Ochoa Okoye Olsen Ortiz Patel Peeters Petrov Quist Rahman Rossi ' +
  'Ruiz Santos Sato Schmid Silva Søren Tanaka Torres Usman Vargas Visser Vogel Weber Yılmaz Zhang'
).split(' ');

/** Five people for the chat window, each with other roles. */
export const defaultUsers: SandboxUser[] = [
  person('Priya Raman', ['reader', 'operator', 'approver']),
  person('Jonas Lindqvist', ['reader']),
  person('Marta Kowalczyk', ['reader', 'approver']),
  { ...person('Sam Oduya', ['csm']), upn: 'sam.oduya@contactmonkey.example' },
  person('Ted Brinkley', []),
];

function person(name: string, roles: SandboxUser['roles']): SandboxUser {
  return {
    objectId: guidOf(`user ${name}`),
    name,
    upn: `${name.toLowerCase().replace(' ', '.')}@${organization.usDomain}`,
    roles,
  };
}

export interface Workforce {
  people: DirectoryPerson[];
  groups: DirectoryGroup[];
  users: SandboxUser[];
  byCohort: Record<Cohort, DirectoryPerson[]>;
}

/** Everybody who has a mailbox, and the groups they are in. */
export function makeWorkforce(seed: number): Workforce {
  const random = seededRandom(seed);
  const taken = new Set<string>();
  const people: DirectoryPerson[] = defaultUsers.map((user) => ({
    id: user.objectId,
    name: user.name,
    mail: user.upn,
  }));
  const byCohort: Workforce['byCohort'] = { strict: [], standard: [], eu: [], stores: [], default: [] };
  const groups: DirectoryGroup[] = departments.map(([name, cohort, size]) => {
    const members = Array.from({ length: size }, () => hire(cohort));
    byCohort[cohort].push(...members);
    people.push(...members);
    return group(
      name,
      members.map((member) => member.id),
    );
  });
  function hire(cohort: Cohort): DirectoryPerson {
    const name = `${random.pick(given)} ${random.pick(family)}`;
    const plain = name
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replaceAll('ø', 'o')
      .replaceAll('Ł', 'L')
      .replaceAll('ı', 'i');
    let local = plain.toLowerCase().replace(' ', '.');
    for (let count = 2; taken.has(local); count++) local = `${plain.toLowerCase().replace(' ', '.')}${count}`;
    taken.add(local);
    const mail = `${local}@${cohort === 'eu' ? organization.euDomain : organization.usDomain}`;
    return { id: guidOf(`mailbox ${mail}`), name, mail };
  }
  const idOf = (name: string) => groups.find((one) => one.name === name)?.id ?? '';
  const us = group(
    'all-us',
    departments.filter(([, cohort]) => cohort !== 'eu').map(([name]) => idOf(name)),
  );
  const all = group('all-staff', [us.id, idOf('eu-offices')]);
  return {
    people,
    groups: [...groups, us, all, ...roleGroups(organization.tenantId, defaultUsers)],
    users: defaultUsers,
    byCohort,
  };
}

function group(name: string, members: string[]): DirectoryGroup {
  const mail = `${name}@${name === 'eu-offices' ? organization.euDomain : organization.usDomain}`;
  return { id: guidOf(`group ${mail}`), name, mail, members };
}

export function groupAddress(name: string): string {
  return group(name, []).mail ?? '';
}
