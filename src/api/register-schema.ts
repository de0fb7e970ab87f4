import type { Field, Register } from '../ledger/register.ts'
import type { Pack } from '../pack/pack.ts'

type Json = Readonly<Record<string, unknown>>

const id = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' }
const day = { type: 'string', format: 'date' }

/** JSON Schema of the values of a record, from the fields of its register. */
export function registerSchema(register: Register, pack: Pack): Json {
  return {
    type: 'object',
    title: register.label.zh,
    description: register.label.en,
    ...fieldsSchema(register.fields, pack),
  }
}

function fieldsSchema(fields: readonly Field[], pack: Pack): Json {
  return {
    properties: Object.fromEntries(fields.map((field) => [field.id, describe(field, pack)])),
    required: fields.filter((field) => field.required).map((field) => field.id),
    additionalProperties: false,
  }
}

function describe(field: Field, pack: Pack): Json {
  return { title: field.label.zh, description: field.label.en, ...typeOf(field, pack) }
}

function typeOf(field: Field, pack: Pack): Json {
  const count = {
    ...(field.min === undefined ? {} : { minItems: field.min }),
    ...(field.max === undefined ? {} : { maxItems: field.max }),
  }
  switch (field.type) {
    case 'text':
    case 'longText':
      return { type: 'string', ...(field.max === undefined ? {} : { maxLength: field.max }) }
    case 'number':
      return { type: field.decimals ? 'number' : 'integer', ...bounds(field) }
    case 'duration':
      return { type: 'integer', ...bounds(field), 'x-unit': 'minutes' }
    case 'money':
      return objectOf({ minor: { type: 'integer' }, currency: { const: 'CNY' } })
    case 'date':
      return day
    case 'time':
      return { type: 'string', pattern: '^\\d{2}:\\d{2}$' }
    case 'period':
      return { anyOf: [{ type: 'string' }, objectOf({ from: day, to: day })] }
    case 'yesNo':
      return { type: 'boolean' }
    case 'choice':
      return { enum: idsOf(field, pack) }
    case 'choices':
      return { type: 'array', items: { enum: idsOf(field, pack) }, ...count }
    case 'people':
    case 'offices':
      return { type: 'array', items: id, ...count }
    case 'person':
    case 'office':
    case 'record':
      return { ...id, ...(field.register ? { 'x-register': field.register } : {}) }
    case 'rows':
      return {
        type: 'array',
        items: { type: 'object', ...fieldsSchema(field.fields ?? [], pack) },
        ...count,
      }
    case 'file':
      return objectOf({
        sha256: id,
        name: { type: 'string' },
        type: { type: 'string' },
        bytes: { type: 'integer' },
      })
    case 'clause':
      return objectOf({ instrument: id, clause: { type: ['string', 'null'] } })
  }
}

function bounds(field: Field): Json {
  return {
    ...(field.min === undefined ? {} : { minimum: field.min }),
    ...(field.max === undefined ? {} : { maximum: field.max }),
  }
}

function idsOf(field: Field, pack: Pack): readonly string[] {
  return (pack.lists.get(field.of ?? '') ?? []).map((one) => one.id)
}

function objectOf(properties: Json): Json {
  return { type: 'object', properties, required: Object.keys(properties) }
}
