/** The text is not an expression that the calculator vouches for. */
export class NotArithmetic extends Error {}
