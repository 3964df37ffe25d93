package northpost.dashboard;

/** A way from a panel to another dashboard, with filters and time range taken along. */
public record DrillDown(String name, String dashboardId) {}
