/**
 * `Right` and `Left` as fp-ts lays them out, built here so that the library needs fp-ts for its types alone.
 */

import type { Either } from 'fp-ts/lib/Either.js'

export const right = <A>(value: A): Either<never, A> => ({ _tag: 'Right', right: value })

export const left = <E>(error: E): Either<E, never> => ({ _tag: 'Left', left: error })

export const isLeft = <E, A>(either: Either<E, A>): either is { readonly _tag: 'Left'; readonly left: E } =>
  either._tag === 'Left'

export const mapRight = <E, A, B>(either: Either<E, A>, f: (a: A) => B): Either<E, B> =>
  isLeft(either) ? either : right(f(either.right))

export const chain = <E, A, F, B>(either: Either<E, A>, f: (a: A) => Either<F, B>): Either<E | F, B> =>
  isLeft(either) ? either : f(either.right)
