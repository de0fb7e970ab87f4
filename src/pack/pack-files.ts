/** Paths inside a pack folder, `/` between names, with their texts. */
export type PackFiles = Readonly<Record<string, string>>

/** What a file of a pack is, from its path alone. */
export interface PackPath {
  readonly path: string
  /** Folder of the extended pack it belongs to; empty for the pack itself. */
  readonly folder: string
  readonly kind:
    | 'head'
    | 'lists'
    | 'instruments'
    | 'terms'
    | 'register'
    | 'figures'
    | 'duties'
    | 'report'
  /** The file's name without its ending. */
  readonly name: string
}

/** Files of a pack at most, the extended ones included, and characters of each. */
export const packFilesMax = 200
export const packFileBytesMax = 1_048_576

const single = { pack: 'head', lists: 'lists', instruments: 'instruments', terms: 'terms' } as const
const folders = {
  registers: { kind: 'register', ending: '.yaml' },
  figures: { kind: 'figures', ending: '.yaml' },
  duties: { kind: 'duties', ending: '.yaml' },
  reports: { kind: 'report', ending: '.md' },
} as const

/**
 * What stands in a pack folder beside the pack: no rule, never part of the digest. The story is
 * read for the demo alone.
 */
export const besidePack = /^(cases\/.*|story\/.*|coverage\.yaml|README\.md)$/

/** A file of the story that a pack brings for the demo. */
export const storyFile = /^story\/[a-z0-9-]+\.yaml$/

/**
 * Reads a path; null when nothing of a pack has that name. An extended pack stands in a folder
 * of its own id beside the pack's files: `core/registers/person.yaml`.
 */
export function packPath(path: string): PackPath | null {
  const steps = path.split('/')
  const own = ownPath(steps, path, '')
  if (own) return own
  const [folder = '', ...rest] = steps
  return Object.hasOwn(folders, folder) ? null : ownPath(rest, path, folder)
}

function ownPath(steps: readonly string[], path: string, folder: string): PackPath | null {
  const [first = '', second] = steps
  if (steps.length === 1 && first.endsWith('.yaml')) {
    const name = first.slice(0, -'.yaml'.length)
    return Object.hasOwn(single, name)
      ? { path, folder, kind: single[name as keyof typeof single], name }
      : null
  }
  if (steps.length !== 2 || second === undefined || !Object.hasOwn(folders, first)) return null
  const { kind, ending } = folders[first as keyof typeof folders]
  if (!second.endsWith(ending)) return null
  return { path, folder, kind, name: second.slice(0, -ending.length) }
}
