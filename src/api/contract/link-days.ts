/** Days in which a one-time link may be used. The page says so where it hands one out. */
export { linkDays } from '../../app/ports/account-ports.ts'
