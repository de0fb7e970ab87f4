import type { Fault } from '../../ledger/fault.ts'
import { fault } from '../../ledger/fault.ts'
import { checkTopmost } from '../backup/server-copies.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { SeenInstance } from '../ports/instance-ports.ts'
import type { Session } from '../ports/store-ports.ts'

/** The servers of the installation, and what somebody should look at. */
export interface InstancesState {
  readonly instances: readonly SeenInstance[]
  readonly notices: readonly Fault[]
}

/** The servers of the installation. Refuses with `access.denied` of any but the topmost unit. */
export async function readInstances(
  { instances, organisations }: Pick<AppPorts, 'instances' | 'organisations'>,
  session: Session,
): Promise<InstancesState> {
  await checkTopmost({ organisations }, session)
  return instancesState({ instances })
}

/** The same for whoever has the machine. */
export async function instancesState({
  instances,
}: Pick<AppPorts, 'instances'>): Promise<InstancesState> {
  const all = await instances.all()
  return { instances: all, notices: noticesOf(all.filter(({ isHere }) => isHere)) }
}

function noticesOf(here: readonly SeenInstance[]): readonly Fault[] {
  const differ = (of: (one: SeenInstance) => unknown) => new Set(here.map(of)).size > 1
  return [
    ...(differ(({ pack }) => pack) ? [otherPack] : []),
    ...(differ(({ version, schema }) => `${version} ${schema}`) ? [otherVersion] : []),
  ]
}

const otherPack = fault('instance.pack', {
  text: {
    zh: '各台服务器的业务包不是同一版，同一年的数据可能不同。',
    en: 'The servers work by different packs: figures of one year may differ.',
  },
  hint: {
    zh: '请把同一版业务包放到每一台。',
    en: 'Put the same pack on each of them.',
  },
})

const otherVersion = fault('instance.version', {
  text: {
    zh: '各台服务器的程序不是同一版。',
    en: 'The servers run different versions of the program.',
  },
  hint: {
    zh: '逐台升级期间如此是正常的；请把其余各台也升级。',
    en: 'While they are upgraded one after another this is as it should be; upgrade the others too.',
  },
})
