import { describe, expect, it } from 'vitest'
import type { ApiError } from '../../../api/contract/api-error.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import type { Keeping, KeptTree } from './draft-keeper.ts'
import { DraftKeeper } from './draft-keeper.ts'

function tree(...texts: readonly string[]): DraftTree {
  return {
    v: 1,
    title: '报告',
    addressee: '',
    issuer: '',
    number: '',
    signature: '',
    date: '',
    attachments: [],
    claims: {},
    blocks: texts.map((text, index) => ({
      id: `b${index}`,
      kind: 'paragraph',
      runIn: null,
      inlines: [{ kind: 'text', text, claim: null }],
    })),
  }
}

function words({ blocks }: DraftTree): string[] {
  return blocks.map((one) =>
    one.kind === 'paragraph' && one.inlines[0]?.kind === 'text' ? one.inlines[0].text : '',
  )
}

const problem = (code: string, status: number): ApiError => ({
  type: '',
  status,
  code,
  title: '',
  detail: '',
  hint: '',
  faults: [],
})

/** A server of one draft and a machine that may be cut off from it. */
function setting(opened: KeptTree) {
  let server = opened
  let here: string | null = null
  let work: (() => void) | null = null
  const state = { offline: false, keeping: null as Keeping | null, shown: opened.tree }
  const twice: string[] = []
  const ports = {
    save: async (next: DraftTree, expected: number) => {
      if (state.offline) throw problem('page.unreachable', 0)
      if (expected !== server.revision) throw problem('draft.stale', 412)
      server = { tree: next, revision: expected + 1 }
      return { revision: server.revision, savedAt: '2026-01-01T00:00:00.000Z' }
    },
    newest: async () => server,
    apiErrorOf: (error: unknown) => error as ApiError,
    keepHere: (text: string | null) => {
      here = text
    },
    keptHere: () => here,
    after: (_ms: number, next: () => void) => {
      work = next
      return () => {
        work = null
      }
    },
  }
  const events = {
    onKeeping: (keeping: Keeping) => {
      state.keeping = keeping
    },
    onMerged: (merged: DraftTree, both: readonly string[]) => {
      state.shown = merged
      twice.push(...both)
    },
    onSaved: () => {},
  }
  return {
    state,
    twice,
    keeper: () => new DraftKeeper(ports, events, server),
    get server() {
      return server
    },
    get here() {
      return here
    },
    elsewhere: (next: DraftTree) => {
      server = { tree: next, revision: server.revision + 1 }
    },
    /** Lets the time pass until nothing is due. */
    async settle() {
      for (let turn = 0; turn < 20 && work !== null; turn += 1) {
        const due: () => void = work
        work = null
        due()
        for (let wait = 0; wait < 10; wait += 1) await Promise.resolve()
      }
    },
  }
}

describe('what is written in a draft', () => {
  it('is saved after a silence and then not kept here', async () => {
    const at = setting({ tree: tree('甲'), revision: 1 })
    const keeper = at.keeper()
    keeper.changed(tree('甲乙'))
    expect(at.state.keeping?.kind).toBe('waiting')
    expect(at.here).not.toBeNull()
    await at.settle()
    expect(at.server).toMatchObject({ revision: 2, tree: tree('甲乙') })
    expect(at.state.keeping?.kind).toBe('saved')
    expect(at.here).toBeNull()
    expect(keeper.isSafe).toBe(true)
  })

  it('comes together with what somebody else saved first', async () => {
    const at = setting({ tree: tree('甲', '乙'), revision: 1 })
    const keeper = at.keeper()
    at.elsewhere(tree('甲', '乙二'))
    keeper.changed(tree('甲一', '乙'))
    await at.settle()
    expect(words(at.server.tree)).toEqual(['甲一', '乙二'])
    expect(words(at.state.shown)).toEqual(['甲一', '乙二'])
    expect(at.twice).toEqual([])
  })

  it('stands twice where both wrote in one paragraph', async () => {
    const at = setting({ tree: tree('甲'), revision: 1 })
    const keeper = at.keeper()
    at.elsewhere(tree('甲二'))
    keeper.changed(tree('甲一'))
    await at.settle()
    expect(words(at.server.tree)).toEqual(['甲二', '甲一'])
    expect(at.twice).toEqual(['b0'])
  })

  it('stays on this machine while the line is cut, also over a reload', async () => {
    const at = setting({ tree: tree('甲'), revision: 1 })
    at.state.offline = true
    const keeper = at.keeper()
    keeper.changed(tree('甲写'))
    await keeper.saveNow()
    expect(at.state.keeping?.kind).toBe('offline')
    keeper.stop()
    at.elsewhere(tree('甲', '丙'))
    at.state.offline = false
    const later = at.keeper()
    expect(words(later.resume())).toEqual(['甲写', '丙'])
    await at.settle()
    expect(words(at.server.tree)).toEqual(['甲写', '丙'])
    expect(at.here).toBeNull()
  })

  it('takes what others wrote when nothing here is unsaved', () => {
    const at = setting({ tree: tree('甲'), revision: 1 })
    const keeper = at.keeper()
    keeper.heard({ tree: tree('甲二'), revision: 2 })
    expect(words(at.state.shown)).toEqual(['甲二'])
    expect(keeper.revision).toBe(2)
  })
})
