import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { verifyGiven } from '../../src/pack/verify-given.ts'
import type { DraftBlock } from '../../src/report/draft/draft-tree.ts'
import { goodPassword } from '../api/serving.ts'
import type { Office } from './people.ts'
import { draftOf, openOffice, override, soundTree, step } from './people.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
})

afterAll(() => office.serving.close())

/** What may be said of a draft, each alone enough to keep it from being signed but for the first. */
const choices = {
  issuer: ['周明远', '周明远 ', '林若兰', ''],
  date: ['2026-01-05', ''],
  attachments: [
    [],
    ['分工表'],
    ['2025年度分工表', '样式'],
    ['分工表', '样式', '名册'],
    ['分工表。'],
  ],
  words: ['按照要求开展工作。', '走访企业12家。', '召开会议X次。', '根据2019年的部署推进。'],
  accepted: [true, false],
  overridden: [true, false],
} as const

type Case = { readonly [name in keyof typeof choices]: (typeof choices)[name][number] }

/** Every choice once in a draft that is sound otherwise, and some where several meet. */
function cases(): Case[] {
  const sound: Case = {
    issuer: '周明远',
    date: '2026-01-05',
    attachments: [],
    words: '按照要求开展工作。',
    accepted: true,
    overridden: true,
  }
  const alone = (Object.keys(choices) as (keyof Case)[]).flatMap((name) =>
    choices[name].slice(1).map((one) => ({ ...sound, [name]: one })),
  )
  const mixed = Array.from({ length: 12 }, (_, seed): Case => {
    const pick = <T>(all: readonly T[], step: number) => all[(seed * step + seed) % all.length] as T
    return {
      issuer: pick(choices.issuer, seed % 3 === 0 ? 3 : 4),
      date: pick(choices.date, seed % 4 === 0 ? 0 : 1),
      attachments: pick(choices.attachments, 3),
      words: pick(choices.words, 5),
      accepted: seed % 5 !== 0,
      overridden: seed % 7 !== 0,
    }
  })
  return [sound, { ...sound, words: '走访企业12家。', accepted: false }, ...alone, ...mixed]
}

function treeOf({ issuer, date, attachments, words }: Case) {
  const inlines = [{ kind: 'text' as const, text: words, claim: null }]
  const block: DraftBlock = { id: 'b3', kind: 'paragraph', runIn: null, inlines }
  const { blocks } = soundTree()
  return soundTree({ issuer, date, attachments, blocks: [...blocks, block] })
}

const codesOf = (faults: readonly { readonly code: string }[]) =>
  faults.map(({ code }) => code).sort()

test('page, review and signature want the same of a draft, and what is signed verifies', async () => {
  let year = 1960
  let [signed, refused] = [0, 0]
  for (const given of cases()) {
    year += 1
    const { id, revision } = await draftOf(office.clerk, { year, tree: treeOf(given) })
    if (given.overridden) await override(office.first, id)
    if (given.accepted) {
      const body = { sentences: [given.words.slice(0, -1)], stand: true }
      await office.clerk.ask('POST', `/api/v1/drafts/${id}/accepted`, { body })
    }
    const { body: view } = await office.first.ask('GET', `/api/v1/drafts/${id}`)
    const open = view.findings.filter((one: { weight: string }) => one.weight !== 'notice')
    const asked = { revision, verdict: 'passed' }
    const review = await step(office.reviewer, `/drafts/${id}/review`, 0, asked)
    const told = JSON.stringify([given, review.body])
    if (review.status !== 201) {
      refused += 1
      expect(review.body.code, told).toBe('report.not-final')
      expect(codesOf(review.body.faults.slice(1)), told).toEqual(codesOf(open))
      continue
    }
    signed += 1
    expect(open, told).toEqual([])
    const body = { revision, password: goodPassword }
    const signature = await step(office.first, `/drafts/${id}/sign`, 1, body)
    expect(signature.status, JSON.stringify([given, signature.body])).toBe(201)
    const report = signature.body.record as string
    const file = await office.clerk.ask('GET', `/api/v1/issued/${report}/file`)
    const sealed = await readSealedFile(file.bytes)
    const found = verifyGiven(nodeCrypto, { file: sealed, beside: null, key: null })
    expect(found.holds, JSON.stringify([given, found.findings])).toBe(true)
  }
  // Each side is tried: none of them passes everything, or nothing.
  expect(signed).toBeGreaterThan(6)
  expect(refused).toBeGreaterThan(6)
}, 300_000)
