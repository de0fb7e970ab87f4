import { randomBytes, randomUUID } from 'node:crypto'
import type { AppendRequest } from '../../src/append/append-request.ts'
import type { Random } from '../../src/append/effects.ts'

/** Randomness of the platform. */
export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  uuid: () => randomUUID(),
}

/** A new meeting, as the use cases hand it to the store. */
export function meeting(change: Partial<AppendRequest> = {}): AppendRequest {
  const values = { kind: 'secretary-meeting', heldOn: '2025-02-27', topics: ['规划', '安全'] }
  return {
    kind: 'create',
    register: 'meeting',
    record: null,
    expected: null,
    values,
    occurredOn: '2025-02-27',
    lateDays: 0,
    lateReason: null,
    title: '书记办公会 2025-02-27',
    search: '书记办公会 规划 安全',
    actor: 'p-1',
    pack: null,
    idempotency: null,
    ...change,
  }
}
