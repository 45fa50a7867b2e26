package io.millrace.runner.upgrade;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;

/**
 * One operator of a job that has not been started.
 *
 * @param id under which a savepoint holds its state
 * @param name the stage id
 * @param parallelism how many instances it has; not positive where the cluster decides
 * @param maxParallelism into how many groups its keys are divided; not positive where Flink decides
 */
record JobStage(OperatorID id, String name, int parallelism, int maxParallelism) {

  private static final String COMMITTER = "Sink Committer: ";

  /** All operators of a job. */
  static List<JobStage> of(JobGraph job) {
    List<JobStage> stages = new ArrayList<>();
    for (JobVertex vertex : job.getVertices()) {
      for (OperatorIDPair pair : vertex.getOperatorIDs()) {
        OperatorID id = pair.getUserDefinedOperatorID().orElse(pair.getGeneratedOperatorID());
        String uid = pair.getUserDefinedOperatorUid();
        String name = uid == null ? pair.getUserDefinedOperatorName() : uid;
        stages.add(
            new JobStage(
                id,
                name == null ? id.toHexString() : readable(name),
                vertex.getParallelism(),
                vertex.getMaxParallelism()));
      }
    }
    return stages;
  }

  /** Flink makes two operators of one sink, and names the second in its own way. */
  static String readable(String uid) {
    return uid.startsWith(COMMITTER) ? uid.substring(COMMITTER.length()) + ".committer" : uid;
  }
}
