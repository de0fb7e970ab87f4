import { expect, test } from 'vitest'
import type { DraftView } from '../../../api/contract/draft.ts'
import { keptClaims } from './kept-claims.ts'

type Given = Parameters<typeof keptClaims>[0]

const claim = (id: string, text: string, state: string) =>
  ({ id, text, state }) as DraftView['document']['claims'][number]
const said = (id: string, words: string) =>
  ({ claim: id, words }) as DraftView['overridden'][number]

test('a claim is kept by the words that were let stand, while the ledger does not bear them out', () => {
  const given = {
    overridden: [said('c1', '未发生'), said('c2', '开展3次'), said('c3', '开展4次')],
    document: {
      claims: [
        claim('c1', '未发生', 'awaiting'),
        // Other words than those that the reason was given for.
        claim('c2', '开展5次', 'contradicted'),
        claim('c3', '开展4次', 'supported'),
        claim('c4', '均已完成', 'unsupported'),
      ],
    },
  } as unknown as Given
  expect([...keptClaims(given).keys()]).toEqual(['c1'])
})
