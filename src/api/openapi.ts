import { z } from 'zod'
import type { Session } from '../app/ports/store-ports.ts'
import type { Register } from '../ledger/register/register.ts'
import { apiError } from './contract/api-error.ts'
import { draftTree } from './contract/draft.ts'
import { figureSummary } from './contract/figure.ts'
import { label } from './contract/label.ts'
import { logPosition } from './contract/log-position.ts'
import { field } from './contract/pack.ts'
import { fileReading } from './contract/reading.ts'
import { recordBrief, recordView } from './contract/record.ts'
import { reportDocument } from './contract/report.ts'
import { day, moment } from './contract/scalars.ts'
import { json, sentValues, value, values } from './contract/values.ts'
import { dutyStanding } from './contract/year.ts'
import { apiRoot } from './mount.ts'
import { registerSchema } from './register-schema.ts'
import type { Route } from './route.ts'

type Json = Readonly<Record<string, unknown>>

/** What stands in several answers or bodies: once in the document, under this name. */
const shared: Readonly<Record<string, z.ZodType>> = {
  ApiError: apiError,
  Label: label,
  Day: day,
  Moment: moment,
  LogPosition: logPosition,
  Json: json,
  Value: value,
  Values: values,
  SentValues: sentValues,
  Field: field,
  RecordView: recordView,
  RecordBrief: recordBrief,
  FigureSummary: figureSummary,
  DutyStanding: dutyStanding,
  ReportDocument: reportDocument,
  DraftTree: draftTree,
  FileReading: fileReading,
}

/** OpenAPI 3.1 of the routes, and of the registers that the pack has. */
export function openApi(
  routes: readonly Route[],
  { pack }: Pick<Session, 'pack'>,
  version: string,
) {
  const registers = [...pack.registers.values()].filter((one) => one.readers === undefined)
  const schemas = new Schemas(routes)
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    const at = (paths[apiRoot + route.path] ??= {})
    at[route.method.toLowerCase()] = operationOf(route, schemas)
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
      parameters: { register: registerParameter(registers), lang: langParameter },
      responses: { Refused: refused },
      schemas: {
        ...schemas.all(),
        SentValues: valuesOf(registers),
        ...Object.fromEntries(registers.map((one) => [nameOf(one), registerSchema(one, pack)])),
      },
    },
  }
}

function operationOf(route: Route, schemas: Schemas): Json {
  const { id, summary, access, status, answer } = route
  const success =
    answer === null
      ? { description: 'Done' }
      : { description: summary.en, content: answerContent(route, answer, schemas) }
  return {
    operationId: id,
    summary: summary.zh,
    description: summary.en,
    tags: [id.split('.')[0]],
    security:
      access.who === 'public'
        ? []
        : [{ session: [] }, ...(access.scope ? [{ token: [access.scope] }] : [])],
    parameters: parametersOf(route),
    ...(route.body ? { requestBody: bodyOf(route.body) } : {}),
    ...(route.file ? { requestBody: fileBody } : {}),
    responses: {
      [String(status)]: success,
      '4XX': { $ref: '#/components/responses/Refused' },
      '5XX': { $ref: '#/components/responses/Refused' },
    },
  }
}

const fileBody = { required: true, content: { 'application/octet-stream': {} } }

// A body of bytes has no schema in OpenAPI 3.1, only its type.
function answerContent({ answersFile }: Route, answer: z.ZodType, schemas: Schemas): Json {
  if (answersFile) return Object.fromEntries(answersFile.map((type) => [type, {}]))
  return { 'application/json': { schema: schemas.reference(answer) } }
}

/** The schemas of the document by name: what is shared, and what each route answers. */
class Schemas {
  private readonly names = new Map<z.ZodType, string>()

  constructor(routes: readonly Route[]) {
    for (const [name, schema] of Object.entries(shared)) this.names.set(schema, name)
    for (const { id, answer, answersFile } of routes) {
      if (answer === null || answersFile || this.names.has(answer)) continue
      this.names.set(answer, `Answer_${id.replaceAll(/[^A-Za-z0-9]/g, '_')}`)
    }
  }

  reference(schema: z.ZodType): Json {
    return { $ref: `#/components/schemas/${this.names.get(schema)}` }
  }

  all(): Json {
    return Object.fromEntries(
      [...this.names].map(([schema, name]) => [name, schemaOf(schema, 'output')]),
    )
  }
}

function parametersOf(route: Route): readonly Json[] {
  const path = route.path.includes('{register}')
    ? [{ $ref: '#/components/parameters/register' }]
    : objectParameters(route.params, 'path')
  const headers = (route.headers ?? []).map(({ name, required }) => ({
    name,
    in: 'header',
    required,
    schema: { type: 'string' },
  }))
  const lang = { $ref: '#/components/parameters/lang' }
  return [...path, ...objectParameters(route.query, 'query'), ...headers, lang]
}

const langParameter = {
  name: 'lang',
  in: 'query',
  required: false,
  schema: { enum: ['zh', 'en'] },
} as const

function registerParameter(registers: readonly Register[]): Json {
  const ids = registers.map(({ id }) => id)
  return { name: 'register', in: 'path', required: true, schema: { enum: ids } }
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

function bodyOf(body: z.ZodType): Json {
  return { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } }
}

/** Values as they are sent: of the register that the path names, or whose record it is. */
function valuesOf(registers: readonly Register[]): Json {
  return { anyOf: registers.map((one) => ({ $ref: `#/components/schemas/${nameOf(one)}` })) }
}

function nameOf({ id }: Register): string {
  return `Record_${id.replaceAll('-', '_')}`
}

const names = z.registry<{ id: string }>()
for (const [id, schema] of Object.entries(shared)) names.add(schema, { id })

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const options = { io, unrepresentable: 'any', metadata: names } as const
  const { $schema: _, $defs = {}, id: _id, ...plain } = z.toJSONSchema(schema, options)
  // One that is made of itself stands among the others as well.
  const found = $defs[names.get(schema)?.id ?? ''] ?? plain
  // What has a name of its own stands beside the others, not inside each that needs it.
  const text = JSON.stringify(found).replaceAll('"#/$defs/', '"#/components/schemas/')
  return JSON.parse(text) as Json
}

const refused = {
  description: 'Refused',
  content: {
    'application/problem+json': { schema: { $ref: '#/components/schemas/ApiError' } },
  },
} as const
