import { expect, test } from 'vitest'
import { proofAddress } from '../../report/verify/annex.ts'
import { matchPointed, readPointedReport } from './pointed-report.ts'

const proof = {
  origin: 'taizhang/9c1/市档案馆',
  size: 3502,
  root: 'ab+/cdEFab+/cdEFab+/cdEFab+/cdEFab+/cdEFab0=',
  digest: 'f0'.repeat(32),
}
const pointed = { log: proof.origin, size: 3502, root: proof.root, report: proof.digest }

test('the page reads what the code in the annex says', () => {
  const { hash } = new URL(proofAddress('https://taizhang.example/verify', proof))
  expect(readPointedReport(hash)).toEqual(pointed)
})

test('a plus that lost its escape is a plus again', () => {
  expect(readPointedReport(decodeURIComponent(`#log=a&size=2&root=b+c=&report=d`))).toEqual({
    log: 'a',
    size: 2,
    root: 'b+c=',
    report: 'd',
  })
})

test.each(['', '#', '#main', '#log=a&size=0&root=b&report=c', '#log=a&size=x&root=b&report=c'])(
  '%j points to nothing',
  (hash) => expect(readPointedReport(hash)).toBeNull(),
)

test('a file is the one, another one, or the same words in another log', () => {
  const found = {
    digest: proof.digest,
    log: { origin: proof.origin },
    provedAt: { size: proof.size, root: proof.root },
  }
  expect(matchPointed(pointed, found)).toBe('same')
  expect(matchPointed(pointed, { ...found, digest: 'aa' })).toBe('other-report')
  expect(matchPointed(pointed, { ...found, log: null })).toBe('other-report')
  expect(matchPointed(pointed, { ...found, provedAt: null })).toBe('other-log')
  const moved = { ...found, provedAt: { size: proof.size, root: 'other' } }
  expect(matchPointed(pointed, moved)).toBe('other-log')
})
