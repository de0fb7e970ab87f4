import { z } from 'zod'
import type { Session } from '../app/ports.ts'
import type { Register } from '../ledger/register.ts'
import { apiRoot } from './mount.ts'
import { registerSchema } from './register-schema.ts'
import type { Route } from './route.ts'

type Json = Readonly<Record<string, unknown>>

/** Statuses that any route may answer with, as problem details. */
const problemStatuses = ['400', '401', '403', '404', '409', '410', '412', '413', '415', '422']
const rareStatuses = ['428', '429', '500', '501', '503', '507']

/**
 * OpenAPI 3.1 of the routes. Where a route takes a record of the register in its path, there is
 * one path for each register of the pack, with a body derived from its fields.
 */
export function openApi(
  routes: readonly Route[],
  { pack }: Pick<Session, 'pack'>,
  version: string,
) {
  const registers = [...pack.registers.values()].filter((one) => one.readers === undefined)
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    for (const { path, register } of placesOf(route, registers)) {
      const at = (paths[apiRoot + path] ??= {})
      at[route.method.toLowerCase()] = operationOf(route, register)
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '台账 Taizhang',
      version,
      description: `${pack.label.zh} ${pack.version}`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'taizhang' },
        token: { type: 'http', scheme: 'bearer' },
      },
      responses: { Refused: refused },
      schemas: {
        Problem: problemSchema,
        ...answersOf(routes),
        ...Object.fromEntries(registers.map((one) => [nameOf(one), registerSchema(one, pack)])),
      },
    },
  }
}

function placesOf(route: Route, registers: readonly Register[]) {
  if (!route.path.includes('{register}')) return [{ path: route.path, register: null }]
  return registers.map((register) => ({
    path: route.path.replace('{register}', register.id),
    register,
  }))
}

function operationOf(route: Route, register: Register | null): Json {
  const { id, summary, access, status, answer } = route
  const success =
    answer === null
      ? { description: 'Done' }
      : { description: summary.en, content: answerContent(route) }
  const refused = { $ref: '#/components/responses/Refused' }
  return {
    operationId: register === null ? id : `${id}.${register.id}`,
    summary: register === null ? summary.zh : `${summary.zh}：${register.label.zh}`,
    description: register === null ? summary.en : `${summary.en}: ${register.label.en}`,
    tags: [register?.id ?? id.split('.')[0]],
    security:
      access.who === 'public'
        ? []
        : [{ session: [] }, ...(access.scope ? [{ token: [access.scope] }] : [])],
    parameters: parametersOf(route),
    ...(route.body ? { requestBody: bodyOf(route, register) } : {}),
    ...(route.file ? { requestBody: fileBody } : {}),
    responses: {
      [String(status)]: success,
      ...Object.fromEntries([...problemStatuses, ...rareStatuses].map((one) => [one, refused])),
    },
  }
}

const fileBody = { required: true, content: { 'application/octet-stream': {} } }

// A body of bytes has no schema in OpenAPI 3.1, only its type.
function answerContent({ id, answersFile }: Route): Json {
  if (answersFile) return Object.fromEntries(answersFile.map((type) => [type, {}]))
  return { 'application/json': { schema: { $ref: `#/components/schemas/${answerName(id)}` } } }
}

/** Every register's paths answer alike: the answer of a route stands once, under its name. */
function answersOf(routes: readonly Route[]): Json {
  return Object.fromEntries(
    routes
      .filter(({ answer, answersFile }) => answer !== null && !answersFile)
      .map(({ id, answer }) => [answerName(id), schemaOf(answer as z.ZodType, 'output')]),
  )
}

function answerName(route: string): string {
  return `Answer_${route.replaceAll(/[^A-Za-z0-9]/g, '_')}`
}

function parametersOf(route: Route): readonly Json[] {
  const path = route.path.includes('{register}') ? [] : objectParameters(route.params, 'path')
  const headers = (route.headers ?? []).map(({ name, required }) => ({
    name,
    in: 'header',
    required,
    schema: { type: 'string' },
  }))
  const lang = { name: 'lang', in: 'query', required: false, schema: { enum: ['zh', 'en'] } }
  return [...path, ...objectParameters(route.query, 'query'), ...headers, lang]
}

function objectParameters(schema: z.ZodType | undefined, place: 'path' | 'query'): readonly Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    // A coerced number comes as text and is written as the number it must be.
    schema: Object.keys(one).length === 0 ? { type: 'integer' } : one,
  }))
}

function bodyOf(route: Route, register: Register | null): Json {
  const schema = schemaOf(route.body as z.ZodType, 'input')
  const values = register === null ? null : { $ref: `#/components/schemas/${nameOf(register)}` }
  const withValues =
    values === null
      ? schema
      : { ...schema, properties: { ...(schema['properties'] as Json), values } }
  return { required: true, content: { 'application/json': { schema: withValues } } }
}

function nameOf({ id }: Register): string {
  return `Record_${id.replaceAll('-', '_')}`
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

const refused = {
  description: 'Refused',
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
  },
} as const

const text = { type: 'string' }
const problemSchema = {
  type: 'object',
  required: ['type', 'status', 'code', 'title', 'detail', 'hint', 'faults'],
  properties: {
    type: text,
    status: { type: 'integer' },
    code: text,
    title: text,
    detail: text,
    hint: text,
    faults: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'at', 'text', 'hint'],
        properties: {
          code: text,
          at: { type: 'array', items: { type: ['string', 'integer'] } },
          text,
          hint: text,
          more: { type: 'object', additionalProperties: text },
        },
      },
    },
    trace: text,
  },
} as const
