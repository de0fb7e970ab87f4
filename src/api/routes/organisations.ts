import { z } from 'zod'
import { addOrganisation } from '../../app/organisation/add-organisation.ts'
import type { MyOrganisation } from '../../app/organisation/my-organisations.ts'
import { myOrganisations } from '../../app/organisation/my-organisations.ts'
import type { OrganisationView } from '../contract/account.ts'
import { organisationBody, organisationPage, organisationView } from '../contract/account.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { person } from './person.ts'

/** The organisations of whoever asks, and a new one below their own. */
export const organisationRoutes: readonly Route[] = [
  route({
    id: 'organisations.list',
    method: 'GET',
    path: '/organisations',
    access: { who: 'member' },
    summary: { zh: '我的单位', en: 'My organisations' },
    query: z.strictObject({
      q: z.string().max(100).optional(),
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: organisationPage,
    handle: async ({ service: { ports }, caller, query }) => {
      const { items, next } = await myOrganisations(ports, person(caller).signedIn.account, query)
      return { body: { items: items.map(organisationOf), next } }
    },
  }),
  route({
    id: 'organisations.add',
    method: 'POST',
    path: '/organisations',
    access: { who: 'member', ability: 'manage-organisations' },
    summary: { zh: '添加单位', en: 'Add an organisation' },
    body: organisationBody,
    answer: organisationView,
    status: 201,
    handle: async ({ service: { ports }, session, caller, body }) => {
      const { account } = person(caller).signedIn
      const org = await addOrganisation(ports, session, { ...body, account })
      return { body: organisationOf({ org, parent: org.parent === null ? null : session.org }) }
    },
  }),
]

/** How an organisation looks from outside. */
export function organisationOf({ org, parent }: MyOrganisation): OrganisationView {
  return { id: org.publicId, name: org.name, kind: org.kind, parent: parent?.publicId ?? null }
}
