import type { z } from 'zod'
import type { SignedIn, TokenRow, TokenScope } from '../app/ports/account-ports.ts'
import type { Session } from '../app/ports/store-ports.ts'
import type { Label, Lang } from '../ledger/label.ts'
import type { Ability } from './contract/account.ts'
import type { ViewOf } from './contract/view-of.ts'
import type { Sent, Taken } from './parse-sent.ts'
import { parseSent } from './parse-sent.ts'
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
  /** Reads the bytes of the file that was sent. */
  readFile(): Promise<Uint8Array>
  /** Request header, in lower case. */
  header(name: string): string | null
  /** What the browser keeps beside its session; what is put there goes out with any answer. */
  readonly kept: Kept
  /** Network address of the caller, for the throttle; never stored with a name. */
  readonly address: string
}

/** JSON of a view, written already: it goes out as it is. Tests parse it like every answer. */
export class JsonText<View> {
  readonly text: string
  declare readonly view: View

  constructor(text: string) {
    this.text = text
  }
}

/** What a handler gives back; `body` undefined answers without one (204). */
export interface Answered<A> {
  readonly body: A | JsonText<A>
  readonly headers?: Readonly<Record<string, string>>
  /** The secret of a new session, or null to take the cookie away. */
  readonly session?: string | null
}

/** What a call carries besides what was parsed. */
export type Around = Omit<Call<never, never, never>, 'params' | 'query' | 'body' | 'readFile'>

/** A route as data: mounting, documentation and the access tests are derived from it. */
export interface Route {
  readonly id: string
  readonly method: Method
  /** Below `/api/v1`, parameters in braces. */
  readonly path: string
  readonly access: Access
  readonly summary: Label
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** Null: 204 without a body. */
  readonly answer: z.ZodType | null
  readonly status: 200 | 201 | 204
  readonly headers?: readonly { readonly name: string; readonly required: boolean }[]
  /**
   * The body is a file, as its bytes. The handler reads it (`call.readFile`) once it knows that it
   * wants it: what somebody sends who may not is never in memory.
   */
  readonly file?: true
  /** The answer is a file of one of these media types. */
  readonly answersFile?: readonly string[]
  /** Parses and handles a request. Refuses with `request.invalid`, `route.unknown`. */
  readonly answerTo: (sent: Sent, around: Around) => Promise<Answered<unknown>>
}

type BodyOf<A> = A extends z.ZodType ? ViewOf<A> : undefined

/** Declares a route; the handler's types follow from the schemas. */
export function route<A extends z.ZodType | null, P = undefined, Q = undefined, B = undefined>(
  declared: Omit<Route, 'params' | 'query' | 'body' | 'answer' | 'status' | 'answerTo'> &
    Taken<P, Q, B> & {
      readonly answer: A
      readonly status?: 200 | 201
      readonly handle: (call: Call<P, Q, B>) => Promise<Answered<BodyOf<A>>>
    },
): Route {
  const { handle, ...shown } = declared
  return {
    ...shown,
    status: declared.answer === null ? 204 : (declared.status ?? 200),
    answerTo: async (sent, around) => {
      const parsed = await parseSent(declared, sent)
      return handle({ ...around, ...parsed, readFile: sent.file })
    },
  }
}
