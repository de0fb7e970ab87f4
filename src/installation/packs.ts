import { join, resolve } from 'node:path'
import { chineseCalendar } from '../adapters/calendar/chinese-calendar.ts'
import { systemClock } from '../adapters/clock/system-clock.ts'
import { nodeCrypto } from '../adapters/crypto/node-crypto.ts'
import { compiledPacksIn } from '../adapters/packs/compiled-packs.ts'
import { readPackFolder, readStoryFolder } from '../adapters/packs/read-pack-folder.ts'
import { demoDay } from '../app/demo/make-demo.ts'
import { hasStory } from '../app/demo/read-story.ts'
import { tellStory } from '../app/demo/tell-story.ts'
import { Refusal } from '../ledger/fault.ts'
import { loadPack } from '../pack/load-pack.ts'
import type { Pack } from '../pack/pack.ts'
import { project } from './project.ts'

/** Packs that were compiled with this program. */
export const compiledPacks = compiledPacksIn(
  join(project, 'dist/packs'),
  // The build writes its id here; what runs from the sources has none.
  process.env['TAIZHANG_BUILD'] ?? null,
)

/** Reads a pack's folder and checks it, its story told; throws a refusal with every fault. */
export async function checkPack(folder: string): Promise<Pack> {
  const loaded = loadPack(await readPackFolder(resolve(folder)), nodeCrypto)
  if (!loaded.pack) throw new Refusal(loaded.faults)
  const story = await readStoryFolder(resolve(folder))
  const today = demoDay({}, systemClock)
  if (hasStory(story)) tellStory(story, loaded.pack, { seed: 1, today, ...chineseCalendar })
  return loaded.pack
}
