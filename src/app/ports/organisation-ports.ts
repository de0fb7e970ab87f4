import type { Label } from '../../ledger/label.ts'

/** The number of an organisation in the database; never leaves the server. */
export type OrgId = number

/** A node of the tree of bodies. */
export interface Organisation {
  readonly id: OrgId
  /** Random and public: stands in leaves and addresses. */
  readonly publicId: string
  readonly name: Label
  /** `real` units and `demo` units can never become each other. */
  readonly kind: 'real' | 'demo'
  /** Origin line of its log, e.g. `taizhang/<publicId>`; a demo's says `demo`. */
  readonly origin: string
  /** Materialised path of the tree, e.g. `000001.000007.`; totals of a subtree are a range over it. */
  readonly path: string
  readonly parent: OrgId | null
  /** IANA zone that decides what "today" is. */
  readonly zone: string
}

/** The path of an organisation: its number behind the path of the one above. */
export function pathUnder(above: Pick<Organisation, 'path'> | undefined, id: number): string {
  return `${above?.path ?? ''}${String(id).padStart(6, '0')}.`
}

/** The origin line of a new log. */
export function originOf({ publicId, kind }: Pick<Organisation, 'publicId' | 'kind'>): string {
  return `${kind === 'demo' ? demoOrigins : origins}${publicId}`
}

/** Whether an origin line says that its log is a demo's. */
export function isDemoOrigin(origin: string): boolean {
  return origin.startsWith(demoOrigins)
}

const origins = 'taizhang/'
const demoOrigins = `${origins}demo/`
