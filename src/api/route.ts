import type { z } from 'zod'
import type { SignedIn, TokenRow, TokenScope } from '../app/account-ports.ts'
import type { Session } from '../app/ports.ts'
import type { Label, Lang } from '../ledger/label.ts'
import type { Ability } from './contract/views.ts'
import type { Service } from './service.ts'
import type { CookieKind } from './session-cookie.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/**
 * Who may call a route. Fails closed: `mount` grants nothing that is not said here.
 * `public`: anybody. `signed-in`: a session, whatever it is a member of. `member`: a session or
 * token that acts for an organisation. `ability`: a member who has it. `scope` opens a route to
 * tokens that carry it; without one only people call it.
 */
export interface Access {
  readonly who: 'public' | 'signed-in' | 'member'
  readonly ability?: Ability
  readonly scope?: TokenScope
}

/** Who calls. */
export type Caller =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person'
      readonly secret: string
      readonly signedIn: SignedIn
      readonly session: Session | null
    }
  | { readonly kind: 'token'; readonly token: TokenRow; readonly session: Session }

/** Cookies of a request, but for the session. */
export interface Kept {
  take(kind: Exclude<CookieKind, 'session'>): string | null
  put(kind: Exclude<CookieKind, 'session'>, secret: string): void
}

/** One request, parsed and allowed. */
export interface Call<Params, Query, Body> {
  readonly service: Service
  readonly caller: Caller
  /** Acts for an organisation: there for every route whose access says `member`. */
  readonly session: Session
  readonly lang: Lang
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Bytes of the file sent; empty for a route that takes none. */
  readonly file: Uint8Array
  /** Request header, in lower case. */
  header(name: string): string | null
  /** What the browser keeps beside its session; what is put there goes out with any answer. */
  readonly kept: Kept
  /** Network address of the caller, for the throttle; never stored with a name. */
  readonly address: string
}

/** What a handler gives back; `body` undefined answers without one (204). */
export interface Answered<A> {
  readonly body: A
  readonly headers?: Readonly<Record<string, string>>
  /** The secret of a new session, or null to take the cookie away. */
  readonly session?: string | null
}

type Schema = z.ZodType
type Out<S> = S extends Schema ? z.output<S> : undefined

/** A route as data: mounting, documentation and the access tests are derived from it. */
export interface Route {
  readonly id: string
  readonly method: Method
  /** Below `/api/v1`, parameters in braces. */
  readonly path: string
  readonly access: Access
  readonly summary: Label
  readonly params?: Schema
  readonly query?: Schema
  readonly body?: Schema
  /** Null: 204 without a body. */
  readonly answer: Schema | null
  readonly status: 200 | 201 | 204
  readonly headers?: readonly { readonly name: string; readonly required: boolean }[]
  /** The body is that of a record of the register named in the path. */
  readonly recordBody?: 'new' | 'changed'
  /** The body is a file, as its bytes: `call.file`. */
  readonly file?: boolean
  /** The answer is a file of one of these media types. */
  readonly answersFile?: readonly string[]
  readonly handle: (call: Call<never, never, never>) => Promise<Answered<unknown>>
}

/** Declares a route; the handler's types follow from the schemas. */
export function route<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | undefined = undefined,
  A extends Schema | null = null,
>(
  declared: Omit<Route, 'params' | 'query' | 'body' | 'answer' | 'status' | 'handle'> & {
    readonly params?: P
    readonly query?: Q
    readonly body?: B
    readonly answer: A
    readonly status?: 200 | 201
    readonly handle: (
      call: Call<Out<P>, Out<Q>, Out<B>>,
    ) => Promise<Answered<A extends Schema ? z.input<A> : undefined>>
  },
): Route {
  const status = declared.answer === null ? 204 : (declared.status ?? 200)
  return { ...declared, status } as unknown as Route
}
