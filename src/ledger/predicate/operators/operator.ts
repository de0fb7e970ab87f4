import type { Fault } from '../../fault.ts'
import type { Field } from '../../register/register.ts'
import type { Value } from '../../value.ts'
import type { FieldTest, Predicate } from '../predicate.ts'
import type { Onlooker } from './onlooker.ts'
import type { Scope } from './scope.ts'
import type { Sight } from './sight.ts'
import type { Spot } from './spot.ts'
import type { Said, Tested } from './tested.ts'

/** Everything the product knows about one operator of predicates. */
export interface PredicateOperator<Argument> {
  /** May be asked of a field of any kind; absent: of those whose kind names it. */
  readonly ofEveryField?: true
  /** The argument in its stored form; tells the spot what is wrong with its structure. */
  read(raw: unknown, spot: Spot, parts: ReadParts): unknown
  /** What the argument names that there is not, or that the field could never be. */
  check(argument: Argument, field: Field, sight: Sight, parts: CheckedParts): readonly Fault[]
  /** As `check`, where the record itself is asked and not a field; absent: it cannot be asked. */
  checkRecord?(argument: Argument, sight: Sight, parts: CheckedParts): readonly Fault[]
  holds(argument: Argument, value: Value | undefined, scope: Scope, parts: AskedParts): boolean
  /** What is asked of the field, in words. */
  explain(argument: Argument, tested: Tested, parts: SaidParts): string
  /** Of rows: what one row alone must satisfy for it to hold; absent: it is not about rows. */
  rowWanted?(argument: Argument): Predicate
  /** What it looks at. */
  tell(argument: Argument, field: string, onlooker: Onlooker, parts: ToldParts): void
}

/** How an operator that holds a predicate or a test goes on with it: while it is read. */
export interface ReadParts {
  predicate(raw: unknown, spot: Spot): Predicate
  test(raw: unknown, spot: Spot): FieldTest
}

/** The same while it is held against its register. */
export interface CheckedParts {
  predicate(predicate: Predicate, sight: Sight): readonly Fault[]
  test(test: FieldTest, field: Field, sight: Sight): readonly Fault[]
  record(test: FieldTest, sight: Sight): readonly Fault[]
}

/** While it is asked of a record. */
export interface AskedParts {
  predicate(predicate: Predicate, scope: Scope): boolean
  test(test: FieldTest, value: Value | undefined, scope: Scope): boolean
}

/** While it is put into words. */
export interface SaidParts {
  predicate(predicate: Predicate, scope: Tested['scope']): string
  /** A predicate of one key, denied or not; of several keys denied as a whole. */
  perhapsDenied(predicate: Predicate, said: Said): string
  test(test: FieldTest, tested: Tested): string
}

/** While it tells what it looks at. */
export interface ToldParts {
  predicate(predicate: Predicate, onlooker: Onlooker): void
  test(test: FieldTest, field: string, onlooker: Onlooker): void
}
