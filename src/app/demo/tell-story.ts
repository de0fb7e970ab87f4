import { Refusal } from '../../ledger/fault.ts'
import type { Names } from '../../ledger/names.ts'
import { parseValues } from '../../ledger/record/parse-values.ts'
import { placed } from '../../pack/declarations.ts'
import { nearestName } from '../../pack/nearest-name.ts'
import type { Pack } from '../../pack/pack.ts'
import type { PackFault } from '../../pack/pack-fault.ts'
import { packFault } from '../../pack/pack-fault.ts'
import type { PackFiles } from '../../pack/pack-files.ts'
import type { Played } from './play-story.ts'
import { playStory } from './play-story.ts'
import type { Story } from './read-story.ts'
import { readStory } from './read-story.ts'
import type { StoryFault, StoryPlace } from './story-fault.ts'
import type { PlaySettings } from './teller.ts'
import { yearsOf } from './teller.ts'
import type { DemoWrite } from './told.ts'

/** The story of one body as it was played: whose it is, and every write in its order. */
export interface ToldBody extends Omit<Played, 'faults'> {
  readonly as: string
  readonly under: string | null
  readonly unit: Story['unit']
}

/** A story as it was played: that of the unit, and of those around it. */
export interface ToldStory extends ToldBody {
  /** The day on which all of them are founded, before anybody writes. */
  readonly founded: string
  readonly around: { readonly above: ToldBody; readonly beside: readonly ToldBody[] } | null
}

/**
 * Reads a story and plays it under a pack; every write is held to the rules that hold for whoever
 * types: registers, fields, lists, people, checks. Throws a refusal with all that is wrong.
 */
export function tellStory(
  files: PackFiles,
  pack: Pack,
  settings: Omit<PlaySettings, 'registers' | 'plays' | 'bodies'>,
): ToldStory {
  const { story, faults } = readStory(files)
  if (!story) throw new Refusal(faults)
  const { around } = story
  const bodies = new Set([story, ...(around?.beside ?? [])].map(({ as }) => as))
  const found: PackFault[] = []
  const tell = (one: Story): ToldBody => {
    const world = { ...settings, registers: pack.registers, plays: pack.plays, bodies }
    const { faults: stops, ...played } = playStory(one, world)
    const wrong =
      stops.length > 0
        ? stops.map((stop) => stopped(stop, one, pack))
        : writtenWrongly(played.writes, one, pack)
    for (const fault of wrong) found.push(fault)
    return { as: one.as, under: one.under, unit: one.unit, ...played }
  }
  const told = tell(story)
  const others = around && { above: tell(around.above), beside: around.beside.map(tell) }
  if (found.length > 0) throw new Refusal(found)
  const [first = 0] = yearsOf(story, settings.today).values()
  return { ...told, founded: `${first}-01-01`, around: others }
}

/** Every fault once, however often the telling that has it was told. */
function writtenWrongly(
  writes: readonly DemoWrite[],
  story: Story,
  pack: Pack,
): readonly PackFault[] {
  const known = new Set<string>()
  const names = namesAmong(known)
  const found = new Map<string, PackFault>()
  for (const write of writes) {
    for (const one of faultsOf(write, { names, pack, story })) {
      found.set(`${one.file} ${one.key} ${one.code}`, one)
    }
    known.add(write.record)
  }
  return [...found.values()]
}

/** What a form would object to in a write, at its place in the story. */
function faultsOf(
  { told, kind, register: id, record, values, recordedAt }: DemoWrite,
  { names, pack, story }: { names: Names; pack: Pack; story: Story },
): readonly PackFault[] {
  const register = pack.registers.get(id)
  if (!register || kind === 'void') return []
  const today = recordedAt.slice(0, 10)
  const { faults = [] } = parseValues(register, values, {
    lists: pack.lists,
    names,
    today,
    id: record,
  })
  const at = [...told.path, kind === 'correct' ? 'correct' : 'values']
  return placed({ value: null, at, ...fileOf(told, story) }, faults)
}

function namesAmong(known: ReadonlySet<string>): Names {
  const name = (id: string) => (known.has(id) ? id : null)
  return { person: name, office: name, record: name }
}

function stopped({ kind, written, text, place }: StoryFault, story: Story, pack: Pack): PackFault {
  const { file, path } = place ?? { file: story.file, path: [] }
  const near = nearestName(written, candidates(kind, story, pack))
  return packFault(
    `pack.story.${kind}`,
    { file, line: fileOf({ file, path }, story).lineOf(path), path },
    {
      text,
      hint: near
        ? { zh: `是否想写“${near}”？`, en: `Did you mean “${near}”?` }
        : { zh: '对照同一故事中其他写法。', en: 'Compare it with the rest of the story.' },
    },
  )
}

function candidates(
  kind: StoryFault['kind'],
  { lists, years }: Story,
  pack: Pack,
): Iterable<string> {
  switch (kind) {
    case 'register':
      return pack.registers.keys()
    case 'year':
      return years.keys()
    case 'list':
      return lists.keys()
    case 'field':
      return [...pack.registers.values()].flatMap(({ fields }) => fields.map(({ id }) => id))
    case 'nobody':
      return [...lists.values()].flat().flatMap((row) => keyOf(row))
    default:
      return []
  }
}

function keyOf(row: unknown): readonly string[] {
  const key = typeof row === 'object' && row !== null ? Reflect.get(row, 'key') : undefined
  return typeof key === 'string' ? [key] : []
}

function fileOf({ file }: StoryPlace, { chapters }: Story) {
  const chapter = chapters.find((one) => one.file === file)
  return { file, lineOf: (path: StoryPlace['path']) => chapter?.lineOf(path) ?? 1 }
}
