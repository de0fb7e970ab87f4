import { expect, it } from 'vitest'
import { readReport } from '../read/read-report.ts'
import { countedIn, furtherClauses } from './further.ts'

function furtherOf(text: string): readonly (readonly [string, string])[] {
  return furtherClauses(text, readReport(text)).map(({ kind, text: words }) => [kind, words])
}

it('takes clauses that were read as nothing as what their words may be', () => {
  expect(furtherOf('一、图书\n书架擦得锃亮，人人都领了读者证。')).toContainEqual([
    'list',
    '书架擦得锃亮',
  ])
  expect(furtherOf('一、图书\n阅览室里没见过一粒灰。')).toContainEqual([
    'none',
    '阅览室里没见过一粒灰',
  ])
})

it('leaves wishes, rules and plans alone', () => {
  expect(furtherOf('一、图书\n力争把书架擦亮。')).toEqual([])
  expect(furtherOf('一、图书\n书架必须擦得锃亮。')).toEqual([])
  expect(furtherOf('一、下一步打算\n书架擦得锃亮。')).toEqual([])
})

it('reads how often in 回, where it is no word', () => {
  const deed = (text: string) => ({
    ...({ id: 'd1', section: null, kind: 'list', quantity: null } as const),
    ...({
      state: 'unbound',
      figure: null,
      ledger: null,
      text,
      start: 5,
      end: 5 + text.length,
    } as const),
  })
  expect(countedIn(deed('馆里议了三回'))).toMatchObject({
    kind: 'count',
    start: 9,
    end: 11,
    quantity: { value: 3, unit: '次' },
  })
  expect(countedIn(deed('读者三回头'))).toBeNull()
  expect(countedIn(deed('馆里议了一遍'))).toBeNull()
})
