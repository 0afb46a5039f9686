/** In the page clients and the cloud are one build: each speaks its service's own protocol, and those that speak CBOR bring it. */
export function cborCodec(): never {
  throw new Error('The page speaks CBOR with the services whose own protocol it is');
}
