import { z } from 'zod'
import { keyReasonUnitsMax } from '../../log/key-change.ts'
import { password } from './password.ts'
import type { ViewOf } from './view-of.ts'

const reason = z.string().trim().min(1).max(keyReasonUnitsMax)

export const rotateBody = z.strictObject({ reason, password })

/** The entry that announced the new key, and the key. */
export const rotatedView = z.strictObject({ index: z.int(), vkey: z.string() })
export type RotatedView = ViewOf<typeof rotatedView>

export const acceptKeyBody = z.strictObject({
  origin: z.string().max(255),
  vkey: z.string().trim().min(1).max(600),
  reason,
  password,
})
