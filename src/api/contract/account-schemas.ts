import { z } from 'zod'
import { fixedAbilities } from '../../app/access.ts'
import { day, id, label, lang, moment } from './basic-schemas.ts'
import type {
  KnownView,
  AccountView,
  InviteAnswer,
  LinkAnswer,
  OrganisationView,
  SessionView,
  SetupView,
  TokenAnswer,
  TokenView,
  TrailPage,
} from './views.ts'

const textMax = 200
const secret = z.string().min(1).max(200)
const password = z.string().max(1024)
const username = z.string().max(100)

export const organisationView: z.ZodType<OrganisationView> = z.strictObject({
  id: z.string(),
  name: label,
  kind: z.enum(['real', 'demo']),
  parent: z.string().nullable(),
})

export const sessionView: z.ZodType<SessionView> = z.strictObject({
  account: z.string(),
  username: z.string(),
  lang,
  organisation: organisationView,
  organisations: z.array(organisationView),
  person: z.string().nullable(),
  roles: z.array(z.string()),
  may: z.array(z.enum(fixedAbilities)),
  today: z.iso.date(),
  openingYear: z.int(),
  standingInFor: z.exactOptional(z.string()),
})

export const signInBody = z.strictObject({ username, password })
export const linkBody = z.strictObject({ token: secret })
export const passwordBody = z.strictObject({ old: z.exactOptional(password), password })
export const switchBody = z.strictObject({ organisation: id })

export const knownView: z.ZodType<KnownView> = z.strictObject({ signedIn: z.boolean() })

export const linkAnswer: z.ZodType<LinkAnswer> = z.strictObject({
  purpose: z.enum(['first-start', 'invited', 'sign-in']),
  username: z.string().nullable(),
  mustSetPassword: z.boolean(),
})

export const setupView: z.ZodType<SetupView> = z.strictObject({
  fresh: z.boolean(),
  demo: z.boolean(),
  packs: z.array(z.strictObject({ id: z.string(), label })),
  zones: z.array(z.string()),
})

const unitName = z.union([
  z.string().max(textMax),
  z.strictObject({ zh: z.string().max(textMax), en: z.string().max(textMax) }),
])

export const setupBody = z.strictObject({
  link: secret,
  unit: unitName,
  zone: z.string().max(64),
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

export const accountView: z.ZodType<AccountView> = z.strictObject({
  id: z.string(),
  username: z.string(),
  person: z.string().nullable(),
  personName: z.string().nullable(),
  roles: z.array(z.string()),
  from: day.nullable(),
  ready: z.boolean(),
  lastSignIn: moment.nullable(),
})

const roles = z.array(z.string().max(64)).max(20)

export const inviteBody = z.strictObject({
  person: z.exactOptional(id),
  newPerson: z.exactOptional(z.string().max(textMax)),
  another: z.exactOptional(z.boolean()),
  username,
  roles,
  from: z.exactOptional(day),
})

export const rolesBody = z.strictObject({ roles, from: z.exactOptional(day) })

export const inviteAnswer: z.ZodType<InviteAnswer> = z.strictObject({
  account: accountView,
  link: z.string(),
})

const scope = z.enum(['read', 'record', 'witness'])

export const tokenView: z.ZodType<TokenView> = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
  createdAt: moment,
  expiresAt: moment,
  lastUsedAt: moment.nullable(),
})

export const tokenBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(scope).min(1).max(3),
  days: z.exactOptional(z.int().min(1).max(366)),
})

export const tokenAnswer: z.ZodType<TokenAnswer> = z.strictObject({
  token: tokenView,
  secret: z.string(),
})

export const organisationBody = z.strictObject({
  name: unitName,
  zone: z.string().max(64),
  below: z.boolean(),
})

export const trailPage: z.ZodType<TrailPage> = z.strictObject({
  items: z.array(
    z.strictObject({
      at: moment,
      actor: z.string(),
      actorName: z.string(),
      act: z.string(),
      subject: z.string().nullable(),
      outcome: z.enum(['done', 'refused']),
      detail: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})
