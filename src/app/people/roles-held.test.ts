import { expect, test } from 'vitest'
import { rolesHeld } from './roles-held.ts'

const dated = { from: '2024-01-01', to: null }
const post = { person: 'p1', office: 'o1', title: '馆长', ...dated }

test('roles of the account come first, then those of the roster and of posts, of nobody else', () => {
  const roster = {
    memberships: [
      { record: 'm1', person: 'p1', roles: ['leader'], from: '2023-01-01', to: '2023-12-31' },
      { record: 'm2', person: 'p1', roles: ['clerk', 'reviewer'], from: '2022-01-01', to: null },
      { record: 'm3', person: 'p2', roles: ['auditor'], ...dated },
    ],
    posts: [
      { ...post, role: 'office-lead' },
      { ...post, role: null },
    ],
  }
  const held = ['clerk', 'reviewer']
  expect(rolesHeld(roster, { person: 'p1', membership: { record: 'm2', roles: held } })).toEqual([
    { roles: ['clerk', 'reviewer'], from: '2022-01-01', to: null, via: 'account' },
    { roles: ['leader'], from: '2023-01-01', to: '2023-12-31', via: 'roster' },
    { roles: ['office-lead'], ...dated, via: 'post' },
  ])
  const visitor = { record: 'm2', roles: ['clerk', 'administrator'] }
  const [first, second] = rolesHeld(roster, { person: 'p1', membership: visitor })
  expect(first).toMatchObject({ roles: visitor.roles, via: 'account' })
  expect(second).toMatchObject({ via: 'roster' })
  expect(rolesHeld(roster, { person: null, membership: null })).toEqual([])
})
