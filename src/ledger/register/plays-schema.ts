import { z } from 'zod'
import type { Plays, RoleField } from './roles.ts'
import { registerRoles } from './roles.ts'
import { fieldIdSchema, said } from './schema-parts.ts'

const fieldsCountMax = 30

/** A field, or a column of rows: `measures.owner`. */
const pathSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}(\.[a-z][A-Za-z0-9]{0,39})?$/, {
  error: said(
    '应写作字段编号，或“行字段.列”',
    'write the id of a field, or `rows.column` for a column',
  ),
})

const choiceSchema = z.string().regex(/^[a-zA-Z][a-zA-Z0-9-]{0,59}$/, {
  error: said('应写作选项编号', 'write the id of a choice'),
})

function nameSchema({ many, choiceOf }: RoleField): z.ZodType {
  if (many) return z.array(pathSchema).min(1).max(fieldsCountMax).optional()
  return (choiceOf === undefined ? fieldIdSchema : choiceSchema).optional()
}

/** What a register says it plays; whether its fields are fit for it `check-plays.ts` says. */
export const playsSchema: z.ZodType<Plays> = z.strictObject(
  Object.fromEntries(
    Object.entries(registerRoles).map(([role, names]) => {
      const fields = Object.entries<RoleField>(names).map(([name, one]) => [name, nameSchema(one)])
      return [role, z.strictObject(Object.fromEntries(fields)).optional()]
    }),
  ),
) as z.ZodType<Plays>
