import { expect, test } from 'vitest'
import { standingInActor } from '../../ledger/core/actor.ts'
import type { Leaf } from '../../log/leaf.ts'
import { signedBy } from './verify-signing.ts'

const leaf = (actor: string) => ({ actor, recordedAt: '2026-01-05T01:30:00.000Z' }) as Leaf

test('who signed is named by the name that was opened', () => {
  const { person, sentence } = signedBy(leaf('p1'), { name: '周明远', passkey: null, zone: null })
  expect(person).toBe('p1')
  expect(sentence.zh).toContain('周明远于2026年1月5日01:30:00（协调世界时）')
})

test('who signed in the place of another is named as the hand, and that it was so', () => {
  const actor = standingInActor({ hand: 'p1', for: 'p2' })
  const { person, sentence } = signedBy(leaf(actor), { name: '林若兰', passkey: null, zone: null })
  expect(person).toBe('p1')
  expect(sentence.zh).toContain('林若兰（代行职责）于')
  expect(sentence.en).toContain('林若兰 (standing in) signed')
})
