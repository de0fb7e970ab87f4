import type { ApiError } from '../../../api/contract/api-error.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import { mergeTrees, same } from '../../../report/draft/merge-trees.ts'

/** How safe the text is, as the page says it. */
export type Keeping =
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'waiting' | 'saving' }
  /** The server cannot be reached; the text lies on this machine and is sent when it can be. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly problem: ApiError }

/** A tree and the revision it is. */
export interface KeptTree {
  readonly tree: DraftTree
  readonly revision: number
}

/** What the keeper reaches: the server, this machine's store, time. */
export interface KeeperPorts {
  save(tree: DraftTree, expected: number): Promise<{ revision: number; savedAt: string }>
  /** The draft as it stands on the server. */
  newest(): Promise<KeptTree>
  /** Null unless the failure was told by the server. */
  apiErrorOf(error: unknown): ApiError | null
  keepHere(text: string | null): void
  keptHere(): string | null
  after(ms: number, work: () => void): () => void
}

/** Told of what the keeper does. */
export interface KeeperEvents {
  onKeeping(keeping: Keeping): void
  /** Others wrote too; `twice` are blocks that both had changed. */
  onMerged(tree: DraftTree, twice: readonly string[]): void
  onSaved(revision: number): void
}

const quietMs = 700
const againMs = 3_000

/**
 * Keeps a draft safe while it is written: saves after a short silence, merges when somebody else
 * saved first, and holds on to the text while the server cannot be reached.
 */
export class DraftKeeper {
  readonly #ports: KeeperPorts
  readonly #events: KeeperEvents
  #base: KeptTree
  #tree: DraftTree
  #saving = false
  #stopped = false
  #cancel: () => void = () => {}

  constructor(ports: KeeperPorts, events: KeeperEvents, opened: KeptTree) {
    this.#ports = ports
    this.#events = events
    this.#base = opened
    this.#tree = opened.tree
  }

  /** Takes up what an earlier visit could not send; answers the tree to show. */
  resume(): DraftTree {
    const here = this.#ports.keptHere()
    if (here === null) return this.#tree
    try {
      const kept = JSON.parse(here) as { base: KeptTree; tree: DraftTree }
      const { tree } = mergeTrees({
        base: kept.base.tree,
        mine: kept.tree,
        theirs: this.#base.tree,
      })
      this.changed(tree)
      return tree
    } catch {
      this.#ports.keepHere(null)
      return this.#tree
    }
  }

  get revision(): number {
    return this.#base.revision
  }

  get tree(): DraftTree {
    return this.#tree
  }

  /** Whether everything written is on the server. */
  get isSafe(): boolean {
    return !this.#saving && same(this.#tree, this.#base.tree)
  }

  changed(tree: DraftTree): void {
    this.#tree = tree
    this.#keepHere()
    if (!this.#saving) this.#events.onKeeping({ kind: 'waiting' })
    this.#soon(quietMs)
  }

  /** The draft as it was just read from the server. */
  heard(newest: KeptTree): void {
    if (this.#saving || newest.revision <= this.#base.revision || !this.isSafe) return
    this.#base = newest
    this.#tree = newest.tree
    this.#events.onMerged(newest.tree, [])
  }

  async saveNow(): Promise<void> {
    this.#cancel()
    if (this.#saving || this.#stopped || this.isSafe) return
    this.#saving = true
    this.#events.onKeeping({ kind: 'saving' })
    const sent = this.#tree
    try {
      const { revision, savedAt } = await this.#ports.save(sent, this.#base.revision)
      this.#base = { tree: sent, revision }
      this.#saving = false
      this.#settled(savedAt)
      this.#events.onSaved(revision)
    } catch (error) {
      this.#saving = false
      await this.#failed(error)
    }
  }

  stop(): void {
    this.#stopped = true
    this.#cancel()
  }

  #settled(savedAt: string): void {
    if (same(this.#tree, this.#base.tree)) {
      this.#ports.keepHere(null)
      this.#events.onKeeping({ kind: 'saved', at: savedAt })
    } else this.#soon(quietMs)
  }

  async #failed(error: unknown): Promise<void> {
    const problem = this.#ports.apiErrorOf(error)
    if (problem === null || problem.status === 0 || problem.status >= 500) {
      this.#events.onKeeping({ kind: 'offline' })
      this.#soon(againMs)
    } else if (problem.code === 'draft.stale') await this.#merge()
    else this.#events.onKeeping({ kind: 'refused', problem })
  }

  async #merge(): Promise<void> {
    try {
      const theirs = await this.#ports.newest()
      const merged = mergeTrees({ base: this.#base.tree, mine: this.#tree, theirs: theirs.tree })
      this.#base = theirs
      this.#tree = merged.tree
      this.#keepHere()
      this.#events.onMerged(merged.tree, merged.twice)
      this.#soon(0)
    } catch {
      this.#events.onKeeping({ kind: 'offline' })
      this.#soon(againMs)
    }
  }

  #keepHere(): void {
    this.#ports.keepHere(JSON.stringify({ base: this.#base, tree: this.#tree }))
  }

  #soon(ms: number): void {
    this.#cancel()
    if (!this.#stopped) this.#cancel = this.#ports.after(ms, () => void this.saveNow())
  }
}
