import { z } from 'zod'
import { exact } from './exact.ts'

/** A password, as whoever is signed in proves who sits there. */
export const password = exact(z.string().max(1024))
