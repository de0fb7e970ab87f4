import { z } from 'zod'
import { fixedAbilities } from '../../app/access/access.ts'
import type { NamedTrailLine } from '../../app/people/read-trail.ts'
import type { HeldRoles } from '../../app/people/roles-held.ts'
import { label, lang } from './label.ts'
import { password } from './password.ts'
import { day, id, moment } from './scalars.ts'
import type { ViewOf } from './view-of.ts'

const textMax = 200
const secret = z.string().min(1).max(200)
const username = z.string().max(100)

export const organisationView = z.strictObject({
  id: z.string(),
  name: label,
  kind: z.enum(['real', 'demo']),
  parent: z.string().nullable(),
})
export type OrganisationView = ViewOf<typeof organisationView>

/** GET /api/v1/organisations */
export const organisationPage = z.strictObject({
  items: z.array(organisationView),
  next: z.string().nullable(),
})
export type OrganisationPage = ViewOf<typeof organisationPage>

const ability = z.enum(fixedAbilities)
export type Ability = ViewOf<typeof ability>

/** GET /api/v1/session */
export const sessionView = z.strictObject({
  account: z.string(),
  /** What the account signs in with. */
  username: z.string(),
  lang,
  organisation: organisationView,
  /** Whether the account is a member of others, which `GET /organisations` finds. */
  hasOthers: z.boolean(),
  person: z.string().nullable(),
  roles: z.array(z.string()),
  /** What the page may offer; the server decides again. */
  may: z.array(ability),
  /** The zone in which the organisation reads days and moments, an IANA name. */
  zone: z.string(),
  /** Today in that zone. */
  today: day,
  /** Up to this day, what is due is due soon. */
  lastSoonDay: day,
  /** The year a page opens on. */
  openingYear: z.int(),
  /** Whose place is taken: asked with the header that names the stand-in, and nobody's else. */
  standingInFor: z.exactOptional(z.string()),
})
export type SessionView = ViewOf<typeof sessionView>

export const signInBody = z.strictObject({ username, password })
export const linkBody = z.strictObject({ token: secret })
export const passwordBody = z.strictObject({ old: z.exactOptional(password), password })
export const switchBody = z.strictObject({ organisation: id })

/** GET /api/v1/session/known: what a stranger may ask before anything else. */
export const knownView = z.strictObject({ signedIn: z.boolean() })
export type KnownView = ViewOf<typeof knownView>

/** POST /api/v1/session/link: a session whose account may still have to choose a password. */
export const linkAnswer = z.strictObject({
  purpose: z.enum(['first-start', 'invited', 'sign-in']),
  username: z.string().nullable(),
  mustSetPassword: z.boolean(),
})
export type LinkAnswer = ViewOf<typeof linkAnswer>

/** GET /api/v1/setup: what the first page offers. */
export const setupView = z.strictObject({
  /** Nothing exists yet: offer "set up my unit" and "open the demo unit". */
  fresh: z.boolean(),
  /** Whether this server can make a demo unit. */
  demo: z.boolean(),
  packs: z.array(z.strictObject({ id: z.string(), label })),
  /** Zones to choose from; the first is proposed. */
  zones: z.array(z.string()),
  /** Today, where a unit is that says nothing else. */
  today: day,
  /** Kinds of bodies that a unit may say it is. */
  kinds: z.array(z.strictObject({ id: z.string(), label })),
})
export type SetupView = ViewOf<typeof setupView>

const unitName = z.union([
  z.string().max(textMax),
  z.strictObject({ zh: z.string().max(textMax), en: z.string().max(textMax) }),
])

export const setupBody = z.strictObject({
  link: secret,
  unit: unitName,
  zone: z.string().max(64),
  /** What kind of body it is; absent: it does not say yet. */
  kind: z.exactOptional(z.string().max(60)),
  /** The first day of the ledger, before which nothing is owed; absent: today. */
  start: z.exactOptional(day),
  person: z.string().max(textMax),
  username,
  password,
})

export const demoBody = z.strictObject({
  link: secret,
  seed: z.exactOptional(
    z
      .int()
      .min(0)
      .max(2 ** 31),
  ),
})

/** Roles of a person, since when, and whether the account's rights follow from them. */
export const heldRoles = z.array(
  z.strictObject({
    roles: z.array(z.string()),
    from: z.string(),
    to: z.string().nullable(),
    via: z.enum(['account', 'roster', 'post']),
  }) satisfies z.ZodType<HeldRoles>,
)

export const accountView = z.strictObject({
  id: z.string(),
  username: z.string(),
  person: z.string().nullable(),
  personName: z.string().nullable(),
  roles: z.array(z.string()),
  /** Every role that the person has or had, of this account and otherwise. */
  held: heldRoles,
  /** The day from which the roles count. */
  from: day.nullable(),
  /** False until the one-time link was used. */
  ready: z.boolean(),
  lastSignIn: moment.nullable(),
})
export type AccountView = ViewOf<typeof accountView>

const roles = z.array(z.string().max(64)).max(20)

/** Either an id of the roster or the name of a new person. */
export const inviteBody = z.strictObject({
  person: z.exactOptional(id),
  newPerson: z.exactOptional(z.string().max(textMax)),
  /** Another person than whoever bears the same name. */
  another: z.exactOptional(z.boolean()),
  username,
  roles,
  /** The day from which the roles count, today when absent. */
  from: z.exactOptional(day),
})
export type InviteBody = ViewOf<typeof inviteBody>

export const rolesBody = z.strictObject({ roles, from: z.exactOptional(day) })

/** The answer to an invitation: the link is shown once. */
export const inviteAnswer = z.strictObject({ account: accountView, link: z.string() })
export type InviteAnswer = ViewOf<typeof inviteAnswer>

const scope = z.enum(['read', 'record', 'witness'])

export const tokenView = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
  createdAt: moment,
  expiresAt: moment,
  lastUsedAt: moment.nullable(),
})
export type TokenView = ViewOf<typeof tokenView>

export const tokenBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(scope).min(1).max(3),
  days: z.exactOptional(z.int().min(1).max(366)),
})

/** The secret of a token is shown once. */
export const tokenAnswer = z.strictObject({ token: tokenView, secret: z.string() })
export type TokenAnswer = ViewOf<typeof tokenAnswer>

export const organisationBody = z.strictObject({
  name: unitName,
  zone: z.string().max(64),
  below: z.boolean(),
})

/** GET /api/v1/trail, newest first. */
export const trailPage = z.strictObject({
  items: z.array(
    z.strictObject({
      at: moment,
      actor: z.string(),
      actorName: z.string(),
      act: z.string(),
      subject: z.string().nullable(),
      /** What the subject is called; null: an id that nobody here knows, or a word already. */
      subjectName: z.string().nullable(),
      outcome: z.enum(['done', 'refused']),
      detail: z.string().nullable(),
    }) satisfies z.ZodType<NamedTrailLine>,
  ),
  next: z.string().nullable(),
})
export type TrailPage = ViewOf<typeof trailPage>
