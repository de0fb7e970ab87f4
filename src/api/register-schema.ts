import type { FieldShape, JsonSchema } from '../ledger/fields/field-kind.ts'
import { fieldKindOf } from '../ledger/fields/field-kinds.ts'
import type { Register } from '../ledger/register/register.ts'
import type { Pack } from '../pack/pack.ts'

/** JSON Schema of the values of a record, from the fields of its register. */
export function registerSchema(register: Register, pack: Pack): JsonSchema {
  return {
    type: 'object',
    title: register.label.zh,
    description: register.label.en,
    ...fieldsSchema(register.fields, pack),
  }
}

function fieldsSchema(fields: readonly FieldShape[], pack: Pack): JsonSchema {
  return {
    properties: Object.fromEntries(fields.map((field) => [field.id, describe(field, pack)])),
    required: fields.filter((field) => field.required).map((field) => field.id),
    additionalProperties: false,
  }
}

function describe(field: FieldShape, pack: Pack): JsonSchema {
  const json = fieldKindOf(field.type).json(field, {
    idsOf: ({ of }) => (pack.lists.get(of ?? '') ?? []).map((one) => one.id),
    objectOf: (fields) => fieldsSchema(fields, pack),
  })
  return { title: field.label.zh, description: field.label.en, ...json }
}
