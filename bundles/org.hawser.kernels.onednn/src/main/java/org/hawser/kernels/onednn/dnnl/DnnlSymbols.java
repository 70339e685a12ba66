package org.hawser.kernels.onednn.dnnl;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/// Addresses of the C functions, looked up once. They share the life of the library's arena: a call
/// through one of them after the arena is closed throws instead of jumping into unmapped memory.
final class DnnlSymbols {
  final MemorySegment version;
  final MemorySegment effectiveCpuIsa;
  final MemorySegment setPrimitiveCacheCapacity;
  final MemorySegment engineCreate;
  final MemorySegment engineDestroy;
  final MemorySegment streamCreate;
  final MemorySegment streamWait;
  final MemorySegment streamDestroy;
  final MemorySegment memoryDescCreateWithTag;
  final MemorySegment memoryDescCreateWithStrides;
  final MemorySegment memoryDescClone;
  final MemorySegment memoryDescGetSize;
  final MemorySegment memoryDescDestroy;
  final MemorySegment memoryCreate;
  final MemorySegment memorySetDataHandle;
  final MemorySegment memoryDestroy;
  final MemorySegment attrCreate;
  final MemorySegment attrSetScratchpadMode;
  final MemorySegment attrSetScalesMask;
  final MemorySegment attrSetZeroPointsMask;
  final MemorySegment attrSetPostOps;
  final MemorySegment attrDestroy;
  final MemorySegment postOpsCreate;
  final MemorySegment postOpsAppendEltwise;
  final MemorySegment postOpsAppendSum;
  final MemorySegment postOpsDestroy;
  final MemorySegment matmulPrimitiveDescCreate;
  final MemorySegment reorderPrimitiveDescCreate;
  final MemorySegment primitiveDescQuery;
  final MemorySegment primitiveDescQueryMd;
  final MemorySegment primitiveDescDestroy;
  final MemorySegment primitiveCreate;
  final MemorySegment primitiveExecute;
  final MemorySegment primitiveDestroy;
  final MemorySegment ompSetNumThreads;
  final MemorySegment ompGetInitialDevice;
  final MemorySegment ompPauseResource;

  DnnlSymbols(SymbolLookup lookup) {
    version = lookup.findOrThrow("dnnl_version");
    effectiveCpuIsa = lookup.findOrThrow("dnnl_get_effective_cpu_isa");
    setPrimitiveCacheCapacity = lookup.findOrThrow("dnnl_set_primitive_cache_capacity");
    engineCreate = lookup.findOrThrow("dnnl_engine_create");
    engineDestroy = lookup.findOrThrow("dnnl_engine_destroy");
    streamCreate = lookup.findOrThrow("dnnl_stream_create");
    streamWait = lookup.findOrThrow("dnnl_stream_wait");
    streamDestroy = lookup.findOrThrow("dnnl_stream_destroy");
    memoryDescCreateWithTag = lookup.findOrThrow("dnnl_memory_desc_create_with_tag");
    memoryDescCreateWithStrides = lookup.findOrThrow("dnnl_memory_desc_create_with_strides");
    memoryDescClone = lookup.findOrThrow("dnnl_memory_desc_clone");
    memoryDescGetSize = lookup.findOrThrow("dnnl_memory_desc_get_size");
    memoryDescDestroy = lookup.findOrThrow("dnnl_memory_desc_destroy");
    memoryCreate = lookup.findOrThrow("dnnl_memory_create");
    memorySetDataHandle = lookup.findOrThrow("dnnl_memory_set_data_handle");
    memoryDestroy = lookup.findOrThrow("dnnl_memory_destroy");
    attrCreate = lookup.findOrThrow("dnnl_primitive_attr_create");
    attrSetScratchpadMode = lookup.findOrThrow("dnnl_primitive_attr_set_scratchpad_mode");
    attrSetScalesMask = lookup.findOrThrow("dnnl_primitive_attr_set_scales_mask");
    attrSetZeroPointsMask = lookup.findOrThrow("dnnl_primitive_attr_set_zero_points_mask");
    attrSetPostOps = lookup.findOrThrow("dnnl_primitive_attr_set_post_ops");
    attrDestroy = lookup.findOrThrow("dnnl_primitive_attr_destroy");
    postOpsCreate = lookup.findOrThrow("dnnl_post_ops_create");
    postOpsAppendEltwise = lookup.findOrThrow("dnnl_post_ops_append_eltwise");
    postOpsAppendSum = lookup.findOrThrow("dnnl_post_ops_append_sum");
    postOpsDestroy = lookup.findOrThrow("dnnl_post_ops_destroy");
    matmulPrimitiveDescCreate = lookup.findOrThrow("dnnl_matmul_primitive_desc_create");
    reorderPrimitiveDescCreate = lookup.findOrThrow("dnnl_reorder_primitive_desc_create");
    primitiveDescQuery = lookup.findOrThrow("dnnl_primitive_desc_query");
    primitiveDescQueryMd = lookup.findOrThrow("dnnl_primitive_desc_query_md");
    primitiveDescDestroy = lookup.findOrThrow("dnnl_primitive_desc_destroy");
    primitiveCreate = lookup.findOrThrow("dnnl_primitive_create");
    primitiveExecute = lookup.findOrThrow("dnnl_primitive_execute");
    primitiveDestroy = lookup.findOrThrow("dnnl_primitive_destroy");
    // Found through the library's own dependency: the very libgomp that oneDNN calls.
    ompSetNumThreads = lookup.findOrThrow("omp_set_num_threads");
    ompGetInitialDevice = lookup.findOrThrow("omp_get_initial_device");
    ompPauseResource = lookup.findOrThrow("omp_pause_resource");
  }
}
