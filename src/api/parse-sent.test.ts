import { expect, test } from 'vitest'
import { z } from 'zod'
import { Refusal } from '../ledger/fault.ts'
import { exact } from './contract/exact.ts'
import { parseSent } from './parse-sent.ts'

const body = z.strictObject({
  title: z.string(),
  items: z.array(z.strictObject({ label: z.string() })),
})

async function told(sent: unknown): Promise<readonly string[]> {
  const given = { params: {}, query: {}, body: () => Promise.resolve(sent), file: neverSent }
  const error: unknown = await parseSent({ body }, given).catch((refused: unknown) => refused)
  if (!(error instanceof Refusal)) return []
  return error.faults.map(({ at, text }) => `${at.join('.')} ${text.zh} ${text.en}`)
}

const neverSent = () => Promise.reject(new Error('no file'))

test('each key that is unknown or missing is named', async () => {
  expect((await told({ titel: 'x', items: [{ labels: 'y' }] })).toSorted()).toEqual([
    'body.items.0.label 缺少“label”这一项。 “label” is missing.',
    'body.items.0.labels 不认识“labels”这一项。 Not known here: “labels”.',
    'body.titel 不认识“titel”这一项。 Not known here: “titel”.',
    'body.title 缺少“title”这一项。 “title” is missing.',
  ])
  expect(await told({ title: 5, items: [] })).toEqual([
    'body.title 这一项应是文字。 This should be a text.',
  ])
})

test('of thousands of unknown keys the first are named, and how many more there are', async () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, nth) => [`k${nth}`, 1]))
  const said = await told({ title: 'x', items: [], ...many })
  expect(said).toHaveLength(21)
  expect(said.at(-1)).toBe('body 不认识另外4980项。 Not known here: 4980 more.')
})

test('what nobody sees does not come in with a text, but for what is exact', async () => {
  const secret = exact(z.string())
  const schema = z.strictObject({ title: z.string().min(1), note: z.string().nullable(), secret })
  const read = (sent: unknown) =>
    parseSent(
      { body: schema },
      { params: {}, query: {}, body: () => Promise.resolve(sent), file: neverSent },
    ).then(({ body }) => body)
  const soiled = '报送\u202e年度\u2066\ud800报告\ufeff\t一\n二'
  expect(await read({ title: soiled, note: null, secret: 'a\u202e' })).toEqual({
    title: '报送年度报告\t一\n二',
    note: null,
    secret: 'a\u202e',
  })
  await expect(read({ title: '\u202e\u200d', note: '', secret: '' })).rejects.toThrow(Refusal)
})
