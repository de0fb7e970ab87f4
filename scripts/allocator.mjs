/**
 * What glibc is told before a program of ours starts; others do not listen. By itself it learns
 * from the first large block that is given back, the text of the program, to keep everything below
 * nine megabytes in one heap, which shrinks at its end only: what an import or a load took there
 * stays, nearly all of it free. So blocks from 32 KB on, such as what is read from a connection,
 * are given back one by one, and threads have one heap beside the first instead of one each.
 */
export const allocator = {
  GLIBC_TUNABLES: [
    'glibc.malloc.mmap_threshold=32768',
    'glibc.malloc.trim_threshold=131072',
    'glibc.malloc.arena_max=2',
  ].join(':'),
}
