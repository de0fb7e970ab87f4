import { z } from 'zod'
import { dutySchema } from '../duty/duty-schema.ts'
import { figureSchema } from '../ledger/figure/figure-schema.ts'
import { registerSchema } from '../ledger/register/register-schema.ts'
import { instrumentsSchema, listsSchema, packHeadSchema, termsSchema } from './pack-schema.ts'

/**
 * JSON Schemas of the YAML files of a pack, by file name, so that editors complete and check while
 * typing. What a schema cannot say (references between files, the boundary) the loader says.
 */
export function packJsonSchemas(): Readonly<Record<string, unknown>> {
  const schemas = {
    pack: packHeadSchema,
    lists: listsSchema,
    instruments: instrumentsSchema,
    terms: termsSchema,
    register: registerSchema,
    figures: z.array(figureSchema),
    duties: z.array(dutySchema),
  }
  const write = (schema: z.ZodType) =>
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' })
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [`${name}.schema.json`, write(schema)]),
  )
}
